import { isObjectType, parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Ability } from '../../src/generated/prisma/client.ts';
import { schema } from '../../src/schema.ts';
import { isCompilable } from '../../src/server/compile.ts';
import type { Response } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';
import { ALL, allBut, createKey, type KeyHolder } from './keys.ts';
import { listPlaces, type Place, possibleTypes, readerOf } from './needs.ts';
import { type Way, wayByChange, wayByNode, wayByPayment, wayToRoot } from './ways.ts';

const places = listPlaces();
const inObjects = places.filter(({ type, ability }) => ability && isObjectType(type)) as (Place & {
  ability: Ability;
})[];
const byCoordinate = (some: typeof inObjects) => some.map((place) => [place.coordinate, place] as const);

const gateway = useGateway();
let world: World;
const keys = new Map<string, Promise<KeyHolder>>();
beforeAll(async () => {
  world = await createWorld(gateway);
});

/** A key with these abilities, made once. */
function keyWith(...abilities: Ability[]): Promise<KeyHolder> {
  const name = [...new Set(abilities)].sort().join();
  const key = keys.get(name) ?? createKey(world.caller, abilities);
  keys.set(name, key);
  return key;
}

/** How to a field that is not on a subscription. Only what one has changed is shown without being read. */
async function wayTo(place: Place & { ability: Ability }): Promise<Way> {
  const { type, ability } = place;
  if (type.name === 'Query') return wayToRoot(schema, place, { world });
  if (type.name === 'Mutation') {
    // A key may not do this to another that may do more.
    const { keyId } = await keyWith('API_KEYS_WRITE');
    return wayToRoot(schema, place, { world, ids: { rotateApiKey: keyId, revokeApiKey: keyId } });
  }
  if (/PaymentSuccess$/.test(type.name)) return wayByPayment(place, world);
  const reader = readerOf(type.name);
  if (!reader) throw new Error(`How does one come to a ${type.name}? Teach test/access/abilities.test.ts.`);
  return reader === ability ? wayByChange(place, world) : wayByNode(place, world, reader);
}

/** The answers, each time as the one executor or the other gives them: a query comes often enough for both. */
async function askEnough(key: KeyHolder, { document, variables }: Way): Promise<Response['body'][]> {
  const times = isCompilable(schema, parse(document)) ? 4 : 1;
  const bodies = [];
  for (let time = 0; time < times; time += 1) bodies.push((await key.send(document, variables)).body);
  return bodies;
}

const refusal = (ability: Ability, path: (string | number)[]) => ({
  message: expect.stringContaining(ability),
  path,
  extensions: { code: 'FORBIDDEN', ability },
});

function valueAt(data: Response['body']['data'], path: string[]): unknown {
  return path.reduce((value, step) => value?.[step], data);
}

describe('an object that is asked for by its id', () => {
  const BY_ID =
    'query($id: ID!, $ids: [ID!]!) { node(id: $id) { __typename } nodes(ids: $ids) { __typename } }';

  test.each(possibleTypes('Node').filter((typename) => typename !== 'Account'))('%s', async (typename) => {
    const ability = readerOf(typename)!;
    const [id, account] = [world.ids.get(typename)!, world.ids.get('Account')!];
    const way = { document: BY_ID, variables: { id, ids: [account, id] }, path: [], abilities: [] };

    for (const { data, errors } of await askEnough(await keyWith(...allBut(ability)), way)) {
      expect(data).toEqual({ node: null, nodes: [{ __typename: 'Account' }, null] });
      const expected = [refusal(ability, ['node']), refusal(ability, ['nodes', 1])];
      expect(errors).toEqual(expected.map((error) => expect.objectContaining(error)));
    }
    for (const { data, errors } of await askEnough(await keyWith(ability), way)) {
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        node: { __typename: typename },
        nodes: [{ __typename: 'Account' }, { __typename: typename }],
      });
    }
  });

  test('is refused whether it is there or not', async () => {
    const key = await keyWith(...allBut('STATEMENTS_READ'));
    const { body } = await key.send('{ node(id: "Invoice_01900000-0000-7000-8000-000000000000") { id } }');
    expect(body.errors).toMatchObject([refusal('STATEMENTS_READ', ['node'])]);
  });

  test('is answered without any ability where it is the own key, or the account', async () => {
    const key = await keyWith('CATEGORIES_READ');
    const { node, viewer } = await key.run(
      `query($id: ID!) { node(id: $id) { id } viewer { apiKey { id abilities } account { id messageTemplates { kind } } } }`,
      { id: key.keyId },
    );
    expect(node.id).toBe(key.keyId);
    expect(viewer).toMatchObject({
      apiKey: { id: key.keyId, abilities: ['CATEGORIES_READ'] },
      account: { id: key.accountId },
    });
  });
});

const counted = (ability: Ability) => inObjects.filter((place) => place.ability === ability).length;

// What takes away comes last: the others need what it takes.
const rank = ({ field }: Place) =>
  ['revoke', 'purge', 'delete', 'trash'].findIndex((verb) => field.name.startsWith(verb));

describe.each(ALL)('%s', (ability) => {
  const own = inObjects
    .filter((place) => place.ability === ability && place.type.name !== 'Subscription')
    .sort((a, b) => rank(a) - rank(b));

  test(`is needed for ${counted(ability)} fields`, () => {
    expect(own.length).toBeGreaterThan(0);
  });

  test.each(byCoordinate(own))('without it, %s is refused, and nothing else', async (_, place) => {
    const way = await wayTo(place);
    const key = await keyWith(...allBut(ability));
    const beside = way.document.startsWith('query') ? 'viewer { apiKey { prefix } }' : '__typename';
    const document = way.document.replace(/\}$/, ` ${beside} }`);
    for (const { data, errors } of await askEnough(key, { ...way, document })) {
      expect(errors).toEqual([expect.objectContaining(refusal(ability, way.path))]);
      expect(data.__typename ?? data.viewer.apiKey.prefix).toEqual(expect.any(String));
      expect(valueAt(data, way.path) ?? null).toBeNull();
    }
  });

  test.each(byCoordinate(own))(
    'with it and nothing else but the way there, %s is answered',
    async (_, place) => {
      const way = await wayTo(place);
      const key = await keyWith(ability, ...way.abilities);
      for (const { data, errors } of await askEnough(key, way)) {
        expect(errors).toBeUndefined();
        expect(valueAt(data, way.path.slice(0, -1))).toEqual(expect.any(Object));
      }
    },
  );
});

test('what is refused within a page leaves the rest of it', async () => {
  const key = await keyWith('STATEMENTS_READ');
  const query =
    '{ estimates { nodes { id statementNo lineItems { description } invoice { id } } totalCount } payments { totalCount } }';
  for (const { data, errors } of await askEnough(key, {
    document: query,
    variables: {},
    path: [],
    abilities: [],
  })) {
    expect(errors).toEqual([expect.objectContaining(refusal('PAYMENTS_READ', ['payments']))]);
    expect(data.payments).toBeNull();
    expect(data.estimates).toMatchObject({ totalCount: 2, nodes: [{ id: expect.any(String) }, {}] });
  }
});

test('a mutation that may not be run changes nothing, and those beside it are run', async () => {
  const key = await keyWith(...allBut('CATEGORIES_WRITE'));
  const { body } = await key.send(
    `mutation {
      createTaskCategory(input: { name: "Never made" }) { __typename }
      updateAccount(input: { name: "Renamed" }) { ... on UpdateAccountSuccess { account { name } } }
    }`,
  );
  expect(body.errors).toMatchObject([refusal('CATEGORIES_WRITE', ['createTaskCategory'])]);
  expect(body.data).toEqual({ createTaskCategory: null, updateAccount: { account: { name: 'Renamed' } } });
  const { taskCategories } = await world.caller.run(
    '{ taskCategories(search: "Never made") { totalCount } }',
  );
  expect(taskCategories.totalCount).toBe(0);
});

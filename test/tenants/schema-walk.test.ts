import { buildSchema, type GraphQLInterfaceType, getNamedType, isUnionType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import type { Response } from '../support/caller.ts';
import { endOfLog, readCursors, uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';
import { documentOf, isPage, type NamedCall, namedCalls, nameIn, rootOf, variablesOf } from './walk.ts';

const gateway = useGateway();
/** Who asks, whose things are asked for, and who does the same with things of its own. */
let mine: World;
let theirs: World;
let control: World;
let theirsBefore: string;
beforeAll(async () => {
  const worlds = [1, 2, 3].map(async () => createWorld(gateway));
  [mine, theirs, control] = (await Promise.all(worlds)) as [World, World, World];
  // What the gateway does by itself is done by then.
  await gateway.work();
  theirsBefore = await dump(theirs);
});

/** All that the database holds of an account. */
async function dump({ caller }: World): Promise<string> {
  const { pool } = gateway.gateway.database;
  const { rows: tables } = await pool.query(
    `SELECT DISTINCT table_name AS name FROM information_schema.columns WHERE column_name = 'accountId' ORDER BY 1`,
  );
  expect(tables.length).toBeGreaterThan(10);
  const dumps = tables.map(async ({ name }) => {
    const { rows } = await pool.query(
      `SELECT (to_jsonb(t) - 'lastUsedAt')::text AS row FROM "${name}" AS t WHERE "accountId" = $1 ORDER BY 1`,
      [uuidOf(caller.accountId)],
    );
    return { name, rows };
  });
  return JSON.stringify(await Promise.all(dumps), null, 1);
}

/** What gives an account away in an answer. */
function marksOf({ ids, hashKeys, statementNo }: World): string[] {
  return [...[...ids.values()].map(uuidOf), ...Object.values(hashKeys), statementNo];
}

function expectNothingOf(world: World, answer: unknown): void {
  const text = JSON.stringify(answer);
  for (const mark of marksOf(world)) expect(text).not.toContain(mark);
}

/** What a call names, as `owner` calls it. */
async function nameOf(call: NamedCall, owner: World): Promise<unknown> {
  if (call.names !== 'cursor') return nameIn(owner, call);
  if (call.field.name === 'events' || call.operation === 'subscription') return endOfLog(owner.caller);
  const { [call.field.name]: page } = await owner.caller.run(
    `{ ${call.field.name} { pageInfo { endCursor } } }`,
  );
  expect(page.pageInfo.endCursor).toEqual(expect.any(String));
  return page.pageInfo.endCursor;
}

/** The answer that `asker` gets when it names something as `owner` does. */
async function ask(
  call: NamedCall,
  { asker, owner }: { asker: World; owner: World },
): Promise<Response['body']> {
  const variables = variablesOf(schema, call, { world: asker, name: await nameOf(call, owner) });
  const { status, body } = await asker.caller.send(documentOf(call, variables), variables);
  expect(status).toBe(200);
  return body;
}

const byCoordinate = (calls: NamedCall[]) =>
  calls.map((call): [string, NamedCall] => [call.leaf.coordinate, call]);

describe("a query that names what is another account's", () => {
  test.each(byCoordinate(namedCalls(schema, 'query')))('%s finds nothing', async (_, call) => {
    const { data, errors } = await ask(call, { asker: mine, owner: theirs });
    const answer = data[call.field.name];
    if (call.names !== 'statementNo' || !isUnionType(call.field.type))
      expectNothingOf(theirs, { data, errors });

    if (call.names === 'cursor') {
      for (const { extensions } of errors ?? [])
        expect(['BAD_USER_INPUT', 'INVALID_CURSOR']).toContain(extensions.code);
      if (call.field.name === 'events') expect(answer).toBeNull();
    } else {
      expect(errors).toBeUndefined();
      if (isPage(getNamedType(call.field.type))) expect(answer.nodes).toEqual([]);
      else if (isUnionType(call.field.type))
        expect(answer.__typename).toBe(call.names === 'id' ? 'NotFound' : 'PreviewInvoiceSuccess');
      else expect(answer).toBeNull();
    }

    const own = await ask(call, { asker: control, owner: control });
    expect(own.errors).toBeUndefined();
    expect(own.data[call.field.name]).not.toBeNull();
    expect(own.data[call.field.name].__typename).not.toBe('NotFound');
    if (call.names === 'id' && isPage(getNamedType(call.field.type))) {
      expect(own.data[call.field.name].nodes).not.toEqual([]);
    }
  });
});

describe("a mutation that names what is another account's", () => {
  const calls = namedCalls(schema, 'mutation').filter(({ names }) => names !== 'statementNo');

  test.each(byCoordinate(calls))('%s is answered NotFound', async (_, call) => {
    const { data, errors } = await ask(call, { asker: mine, owner: theirs });
    expect(errors).toBeUndefined();
    expect(data[call.field.name].__typename).toBe('NotFound');
    expectNothingOf(theirs, data);
  });

  // What deletes comes last, for the others still need what it deletes.
  const rank = ({ field }: NamedCall) =>
    ['trash', 'restore', 'delete', 'purge'].findIndex((verb) => field.name.startsWith(verb));
  test.each(byCoordinate(calls.toSorted((a, b) => rank(a) - rank(b))))(
    "%s finds what is the own account's",
    async (_, call) => {
      const { data, errors } = await ask(call, { asker: control, owner: control });
      expect(errors).toBeUndefined();
      expect(data[call.field.name].__typename).toMatch(/Success$|^InvalidState$/);
    },
  );
});

test('a number that another account has given is free', async () => {
  const calls = namedCalls(schema, 'mutation').filter(({ names }) => names === 'statementNo');
  expect(calls.map(({ field }) => field.name)).toEqual([
    'createEstimate',
    'createInvoice',
    'updateEstimate',
    'updateInvoice',
  ]);
  for (const call of calls) {
    const asker = await createWorld(gateway);
    const { data } = await ask(call, { asker, owner: theirs });
    expect(data[call.field.name].__typename).toMatch(/Success$|^InvalidState$/);
  }
  for (const call of calls.slice(0, 2)) {
    const { data } = await ask(call, { asker: theirs, owner: theirs });
    expect(data[call.field.name].__typename).toBe('StatementNoTaken');
  }
});

describe("a subscription that names what is another account's", () => {
  test.each(byCoordinate(namedCalls(schema, 'subscription')))('%s is refused', async (_, call) => {
    const listen = async ({ asker, owner }: { asker: World; owner: World }) => {
      const name = call.names === 'cursor' ? (await readCursors(owner.caller))[0] : await nameOf(call, owner);
      const [after] = await readCursors(asker.caller);
      const variables = { after, ...variablesOf(schema, call, { world: asker, name }) };
      return asker.caller.listen(documentOf(call, variables), variables);
    };
    const refused = await listen({ asker: mine, owner: theirs });
    const code = call.names === 'cursor' ? 'INVALID_CURSOR' : 'NOT_FOUND';
    await expect(refused.ended()).rejects.toThrow(`"${code}"`);
    expect(refused.received).toEqual([]);

    const heard = await listen({ asker: theirs, owner: theirs });
    expect(await heard.next()).toHaveProperty(call.field.name);
    await Promise.all([mine.caller.close(), theirs.caller.close()]);
  });
});

describe('an object of another account is not to be had by its id', () => {
  const types = schema.getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType);

  test.each(types.map(({ name }) => name))('%s', async (typename) => {
    const [own, foreign] = [mine.ids.get(typename), theirs.ids.get(typename)];
    if (!own || !foreign) throw new Error(`No world has a ${typename}. Teach test/support/world.ts.`);
    const query = `query($id: ID!, $ids: [ID!]!) { node(id: $id) { __typename id } nodes(ids: $ids) { __typename id } }`;

    expect(await mine.caller.run(query, { id: foreign, ids: [own, foreign, own] })).toEqual({
      node: null,
      nodes: [{ __typename: typename, id: own }, null, { __typename: typename, id: own }],
    });
    expect((await theirs.caller.run(query, { id: foreign, ids: [] })).node).toEqual({
      __typename: typename,
      id: foreign,
    });
  });
});

describe("what is asked for without naming anything is one's own", () => {
  const fields = Object.values(rootOf(schema, 'query').getFields()).filter((field) =>
    field.args.every(({ type }) => !String(type).endsWith('!')),
  );

  test.each(fields.map((field) => [field.name, field] as const))('%s', async (_, field) => {
    const query = documentOf({ operation: 'query', field }, {});
    const answer = await mine.caller.run(query);
    expectNothingOf(theirs, answer);
    const own = marksOf(mine).filter((mark) => JSON.stringify(answer).includes(mark));
    expect(own.length).toBeGreaterThan(0);
  });
});

describe('the walk cannot forget', () => {
  test.each([
    [
      'an id of what it does not know',
      'type Query { a: Int } type Mutation { attach(receiptId: ID!): Boolean }',
      'receiptId',
    ],
    [
      'an id under a verb that it does not know',
      'type Query { a: Int } type Mutation { approveReceipt(id: ID!): Boolean }',
      'approveReceipt',
    ],
    [
      'an id deep in an input',
      'type Query { a: Int } input B { cId: [ID!] } input A { b: B } type Mutation { attach(input: A): Boolean }',
      'cId',
    ],
    ['a key of what it does not know', 'type Query { receipt(hashKey: String!): Int }', 'hashKey'],
    ['a text that may name something', 'type Query { receipt(receiptNo: String!): Int }', 'receiptNo'],
  ])('%s', (_, text, place) => {
    const other = buildSchema(text);
    const walk = () => {
      for (const operation of ['query', 'mutation'] as const) {
        if (operation === 'mutation' && !other.getMutationType()) continue;
        for (const call of namedCalls(other, operation)) nameIn(theirs, call);
      }
    };
    expect(walk).toThrow(place);
  });
});

test('after all of this, nothing of the other account has changed', async () => {
  expect(await dump(theirs)).toBe(theirsBefore);
});

import type { GraphQLField, GraphQLInterfaceType, GraphQLObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { fill, type Leaf, leavesOf } from '../support/arguments.ts';
import type { Answer } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';
import { namedBy, nameIn } from './walk.ts';

// The lists that hang from an object take filters and cursors as those at the root do.

const gateway = useGateway();
let mine: World;
let theirs: World;
beforeAll(async () => {
  [mine, theirs] = [await createWorld(gateway), await createWorld(gateway)];
});

type Field = GraphQLField<unknown, unknown>;

const places = schema
  .getPossibleTypes(schema.getType('Node') as GraphQLInterfaceType)
  .flatMap((type: GraphQLObjectType) =>
    Object.values(type.getFields()).flatMap((field) =>
      leavesOf(type.name, field)
        .filter(namedBy)
        .map((leaf) => ({ coordinate: leaf.coordinate, type, field, leaf })),
    ),
  );

async function readPage(
  world: World,
  { type, field }: { type: GraphQLObjectType; field: Field },
  variables: object = {},
): Promise<Answer> {
  const given = field.args.filter(({ name }) => name in variables);
  const declared = given.map((argument) => `, $${argument.name}: ${argument.type}`).join('');
  const passed = given.length === 0 ? '' : `(${given.map(({ name }) => `${name}: $${name}`).join(', ')})`;
  const { node } = await world.caller.run(
    `query($id: ID!${declared}) {
      node(id: $id) {
        ... on ${type.name} { ${field.name}${passed} { nodes { id } pageInfo { startCursor endCursor } } }
      }
    }`,
    { id: world.ids.get(type.name), ...variables },
  );
  return node[field.name];
}

/** What a place names, as a world calls it. A list that is empty has no cursor of its own. */
async function nameOf(
  world: World,
  { type, field, leaf }: { type: GraphQLObjectType; field: Field; leaf: Leaf },
) {
  if (namedBy(leaf) !== 'cursor') return nameIn(world, { field, leaf, names: namedBy(leaf)! });
  const own = { Individual: schema.getType('Organization') as GraphQLObjectType }[type.name] ?? type;
  const { pageInfo } = await readPage(world, { type: own, field });
  return pageInfo.endCursor;
}

test('there are such places', () => {
  expect(places.map(({ coordinate }) => coordinate)).toContain('Organization.invoices(filter.connectionId)');
  expect(places.map(({ coordinate }) => coordinate)).toContain('Invoice.payments(after)');
});

describe("a list of an object shows nothing of another account's", () => {
  test.each(places.map((place) => [place.coordinate, place] as const))('%s', async (_, place) => {
    const { type, field, leaf } = place;
    const name = await nameOf(theirs, place);
    expect(name).toEqual(expect.any(String));
    const variables = fill(type.name, field, () => name, leaf);

    const { nodes } = await readPage(mine, place, variables);

    const foreign = new Set([...theirs.ids.values()].map(uuidOf));
    expect(nodes.filter(({ id }: Answer) => foreign.has(uuidOf(id)))).toEqual([]);
    if (namedBy(leaf) === 'id') {
      expect(nodes).toEqual([]);
      if (type.name !== 'Individual') {
        const own = fill(type.name, field, () => nameIn(mine, { field, leaf, names: 'id' }), leaf);
        expect((await readPage(mine, place, own)).nodes).not.toEqual([]);
      }
    }
  });
});

import { GraphQLEnumType, type GraphQLField, type GraphQLObjectType, isUnionType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { callOf, fill, type Leaf, leavesOf } from '../support/arguments.ts';
import type { Answer } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { createWorld, idFor, plainValues, type World } from '../support/world.ts';

// PostgreSQL has no zero byte in a text, and UTF-8 has no half of a surrogate pair.
const UNSTORABLE = { 'a zero byte': 'a\0b', 'half a character': 'a\ud800b' };

const gateway = useGateway();
let world: World;
beforeAll(async () => {
  world = await createWorld(gateway);
});

type Field = GraphQLField<unknown, unknown>;

function enumOf(leaf: Leaf): GraphQLEnumType | null {
  const type = schema.getType(leaf.typename);
  return type instanceof GraphQLEnumType ? type : null;
}

function textsOf(parent: GraphQLObjectType, field: Field): Leaf[] {
  return leavesOf(parent.name, field).filter(
    (leaf) => !enumOf(leaf) && !['Int', 'Boolean'].includes(leaf.typename),
  );
}

function fieldsOf(parent: GraphQLObjectType): [string, Field][] {
  return Object.values(parent.getFields())
    .filter((field) => textsOf(parent, field).length > 0)
    .map((field) => [field.name, field]);
}

function validValue(leaf: Leaf): unknown {
  const values = enumOf(leaf)?.getValues();
  if (values) return values[0]!.name;
  return leaf.typename === 'ID' ? idFor(world, leaf) : plainValues[leaf.typename];
}

interface Outcome {
  leaf: Leaf;
  status: number;
  codes: string[];
  answer: Answer;
}

/** What comes of the same call again and again, each time with the text in another place. */
function callAll(parent: GraphQLObjectType, field: Field, text: string): Promise<Outcome[]> {
  const operation = parent === schema.getQueryType() ? 'query' : 'mutation';
  const isRefusable =
    isUnionType(field.type) && field.type.getTypes().some(({ name }) => name === 'InvalidInput');
  const selection = `__typename ${isRefusable ? '... on InvalidInput { issues { path } }' : ''}`;
  const calls = textsOf(parent, field).map(async (leaf) => {
    const choose = (other: Leaf) => (other.coordinate === leaf.coordinate ? text : validValue(other));
    const variables = fill(parent.name, field, choose, leaf);
    const query = callOf(operation, field, { variables, selection });
    const { status, body } = await world.caller.send(query, variables);
    const codes = body.errors?.map(({ extensions }) => extensions?.code) ?? [];
    return { leaf, status, codes, answer: body.data?.[field.name] };
  });
  return Promise.all(calls);
}

function expectRefusal({ leaf, answer }: Outcome): void {
  if (leaf.typename === 'ID') {
    expect(answer.__typename, leaf.coordinate).toBe('NotFound');
    return;
  }
  expect(answer.__typename, leaf.coordinate).toBe('InvalidInput');
  const paths = answer.issues.map(({ path }: Answer) => path.filter((step: string) => !/^\d+$/.test(step)));
  expect(paths, leaf.coordinate).toContainEqual(leaf.path[0] === 'input' ? leaf.path.slice(1) : leaf.path);
}

describe.each(Object.entries(UNSTORABLE))('%s in any text', (_, text) => {
  test.each(fieldsOf(schema.getQueryType()!))(
    'that %s takes is no fault of the server',
    async (_name, field) => {
      for (const outcome of await callAll(schema.getQueryType()!, field, text)) {
        expect(outcome.status, outcome.leaf.coordinate).toBe(200);
        for (const code of outcome.codes) expect(code).toMatch(/^(BAD_USER_INPUT|INVALID_CURSOR)$/);
        if (isUnionType(field.type)) expectRefusal(outcome);
      }
    },
  );

  test.each(fieldsOf(schema.getMutationType()!))(
    'that %s takes is refused where it stands',
    async (_name, field) => {
      for (const outcome of await callAll(schema.getMutationType()!, field, text)) {
        expect(outcome.codes, outcome.leaf.coordinate).toEqual([]);
        expectRefusal(outcome);
      }
    },
  );
});

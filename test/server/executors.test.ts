import { buildSchema, parse } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { createCompiler, isCompilable } from '../../src/server/compile.ts';
import { useGateway } from '../support/gateway.ts';
import { type Exchange, post } from '../support/post.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Case, directives, errors, shapes } from './corpus.ts';
import { misfits } from './corpus-misfits.ts';
import { kept, variables, writtenOut } from './corpus-variables.ts';

// A document runs on graphql-js when it comes for the first time and the second, and from the third
// time on by graphql-jit, if it may. Nobody is to notice.

const gateway = useGateway();
let world: World;
beforeAll(async () => {
  world = await createWorld(gateway);
  const { caller } = world;
  const everyKind = [
    {
      item: {
        description: 'Paper',
        price: '10.00',
        quantity: '3',
        taxes: [{ name: 'VAT', rate: { percent: '5' } }],
      },
    },
    { expense: { description: 'Travel', amount: '10.00' } },
    {
      task: {
        description: 'Work',
        duration: '90',
        rate: '60.00',
        discounts: [{ name: 'D', rate: { fixed: '1' } }],
      },
    },
    { trip: { description: 'Visit', distance: '12.5', rate: '0.40' } },
  ];
  await caller.createInvoice({ connectionId: world.ids.get('Organization'), lineItems: everyKind });
  await caller.createInvoice({
    connectionId: world.ids.get('Individual'),
    taxes: [{ name: 'VAT', rate: { fixed: '2' } }],
  });
});

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

let documents = 0;
/** The same document in another text, which nobody has run before. */
function renew(query: string): string {
  documents += 1;
  return `${query} # ${documents}`;
}

/** What a request is answered when it comes the first time, the second, and so on. */
async function askAgainAndAgain(
  { query, variables, operationName }: Case,
  accept: string,
): Promise<Exchange[]> {
  const headers = { accept, authorization: `Bearer ${world.caller.token}` };
  const body = { query: renew(query), variables: variables?.(world), operationName };
  const answers = [];
  for (let time = 1; time <= 5; time += 1) answers.push(await post(gateway.url, body, headers));
  return answers;
}

function expectCompiled({ query, operationName, compiled }: Case): void {
  const document = parse(query);
  expect(isCompilable(schema, document, operationName)).toBe(compiled);
  const compile = createCompiler();
  const runs = [1, 2, 3, 4].map(() => compile(schema, document, operationName) !== null);
  expect(runs).toEqual([false, false, compiled, compiled]);
}

describe('a document is answered by compiled code as it is by graphql-js', () => {
  const corpus = { ...shapes, ...directives, ...variables, ...writtenOut };
  test.each(Object.entries(corpus))('%s', async (_, entry) => {
    expectCompiled(entry);
    const [first, ...others] = await askAgainAndAgain(entry, 'application/json');
    expect(first!.status).toBe(200);
    expect(first!.json).toEqual({ data: expect.any(Object) });
    for (const other of others) {
      expect(other.json).toEqual(first!.json);
      // The same fields in the same order, too.
      expect(other.text).toBe(first!.text);
      expect(other.status).toBe(first!.status);
    }
  });

  test.each(Object.entries(errors))('%s', async (_, entry) => {
    expectCompiled(entry);
    const [first, ...others] = await askAgainAndAgain(entry, 'application/json');
    expect(first!.json).toHaveProperty('data');
    expect(first!.json?.errors?.length).toBeGreaterThan(0);
    for (const other of others) {
      expect(other.json?.data).toEqual(first!.json?.data);
      // Where one null makes a whole list null, graphql-js tells of the first fault, graphql-jit of each.
      for (const error of first!.json!.errors!) expect(other.json?.errors).toContainEqual(error);
      if (!entry.moreErrors) expect(other.json?.errors).toHaveLength(first!.json!.errors!.length);
      expect(other.status).toBe(first!.status);
    }
  });
});

test('a compiled document is answered by the variables that it comes with', async () => {
  const headers = { authorization: `Bearer ${world.caller.token}` };
  const ask = (query: string, first: number) => post(gateway.url, { query, variables: { first } }, headers);
  const query = renew('query($first: Int!) { invoices(first: $first) { nodes { id lineItems { id } } } }');
  expect(isCompilable(schema, parse(query))).toBe(true);
  const sizes = [1, 2, 0];
  const answers = new Set<string>();
  for (let round = 1; round <= 4; round += 1) {
    for (const first of sizes) {
      const { text } = await ask(query, first);
      expect(text).toBe((await ask(renew(query), first)).text);
      answers.add(text);
    }
  }
  expect(answers.size).toBe(sizes.length);
});

describe('variables that do not fit are refused alike, whoever reads them', () => {
  test.each(Object.entries(misfits))('%s', async (_, entry) => {
    expectCompiled(entry);
    for (const [accept, status] of [
      ['application/json', 200],
      [GRAPHQL_RESPONSE, 400],
    ] as const) {
      for (const answer of await askAgainAndAgain(entry, accept)) {
        expect(answer.status).toBe(status);
        expect(answer.json).not.toHaveProperty('data');
        expect(answer.json?.errors?.length).toBeGreaterThan(0);
        for (const { extensions } of answer.json!.errors!)
          expect(extensions).toEqual({ code: 'BAD_USER_INPUT' });
      }
    }
  });
});

describe('what graphql-jit would read wrongly stays with graphql-js', () => {
  test.each(Object.entries(kept))('%s', async (_, entry) => {
    expectCompiled(entry);
    const [first, ...others] = await askAgainAndAgain(entry, 'application/json');
    for (const other of others) expect(other.text).toBe(first!.text);
  });

  test('of several where one is to be given, two are refused, and so is none', async () => {
    for (const name of Object.keys(kept).filter((name) =>
      /^one of.*(twice|none|null)|given twice/.test(name),
    )) {
      for (const { json } of await askAgainAndAgain(kept[name]!, GRAPHQL_RESPONSE)) {
        expect(json?.errors?.[0]?.extensions.code, name).toBe('BAD_USER_INPUT');
      }
    }
  });

  test('inputs in lists, whatever they are of', () => {
    const other = buildSchema('input A { b: Int = 1 } type Query { c(a: [A!], d: A, e: [Int]): Int }');
    const isLetThrough = (type: string, argument: string) =>
      isCompilable(other, parse(`query($v: ${type}) { c(${argument}: $v) }`));
    expect(isLetThrough('[A!]', 'a')).toBe(false);
    expect(isLetThrough('A', 'd')).toBe(true);
    expect(isLetThrough('[Int]', 'e')).toBe(true);
  });

  test.each([
    ['mutations', 'mutation { deleteContact(id: "none") { __typename } }'],
    ['subscriptions', 'subscription { events { id } }'],
    ['a query with a variable of no type', 'query($a: Nonsense) { viewer { account { id } } }'],
    ['no operation of the name that is asked for', 'query A { viewer { account { id } } }'],
  ])('%s', (name, query) => {
    expect(isCompilable(schema, parse(query), name.startsWith('no ') ? 'B' : undefined)).toBe(false);
  });
});

import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { createCostEstimator } from '../../src/server/limits/query-cost.ts';

const reckon = createCostEstimator(schema);

function costOf(query: string, variables: Record<string, unknown> = {}, operationName: string | null = null) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const first = reckon(document, operationName, variables);
  // The second time it knows the document.
  expect(reckon(document, operationName, variables)).toEqual(first);
  return { points: first.points, objects: first.objects };
}

const PAGE = `{
  totalCount
  nodes {
    id statementNo date state
    connection { displayName outstanding { formatted } }
    lineItems { __typename total { formatted } taxes { name amount { amount } } }
    totalDue { amount currency }
    payments { nodes { receiptNo amount { formatted } } }
  }
  pageInfo { hasNextPage endCursor }
}`;

describe('what an operation costs, and how many objects it may bring', () => {
  test.each<[string, string, Record<string, unknown>, [number, number]]>([
    ['nothing but its type', '{ __typename }', {}, [0, 0]],
    ['one object', '{ viewer { account { name } } }', {}, [2, 2]],
    ['one object by its id', '{ node(id: "x") { id ... on Invoice { statementNo } } }', {}, [1, 1]],
    ['a page whose size is not said', '{ invoices { nodes { id } } }', {}, [1, 20]],
    ['a page of edges', '{ invoices(last: 5) { edges { cursor node { id } } } }', {}, [1, 10]],
    ['no rows, but how many there are', '{ invoices { totalCount } }', {}, [1, 0]],
    ['a page as a frontend asks for it', `{ invoices(first: 20) ${PAGE} }`, {}, [61, 8_840]],
    [
      'a list within a list',
      '{ invoices(first: 3) { nodes { payments(first: 7) { nodes { refunds { nodes { id } } } } } } }',
      {},
      [25, 444],
    ],
    ['several ids', 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] }, [1, 3]],
    ['several ids that are written out', '{ nodes(ids: ["a", "b"]) { id } }', {}, [1, 2]],
    [
      'the schema, whatever of it',
      '{ __schema { types { name fields { name } } } __type(name: "A") { name } }',
      {},
      [200, 0],
    ],
    ['a mutation', 'mutation { deleteContact(id: "x") { __typename } }', {}, [1, 0]],
    [
      'several mutations',
      'mutation { a: deleteContact(id: "x") { __typename } b: deleteContact(id: "y") { __typename } }',
      {},
      [2, 0],
    ],
    ['a subscription', 'subscription { invoicePaid { cursor invoice { statementNo } } }', {}, [2, 2]],
  ])('%s', (_, query, variables, [points, objects]) => {
    expect(costOf(query, variables)).toEqual({ points, objects });
  });
});

describe('the size of a page that a variable says', () => {
  const query =
    'query($first: Int = 7, $last: Int) { connections(first: $first, last: $last) { nodes { invoices { totalCount } } } }';
  test.each<[Record<string, unknown>, number]>([
    [{}, 8],
    [{ first: 3 }, 4],
    [{ first: null, last: 5 }, 6],
    [{ first: null }, 21],
    [{ first: 0 }, 1],
    // What is refused where it is asked for.
    [{ first: 101 }, 101],
    [{ first: 1e9 }, 101],
    [{ first: -1 }, 1],
    [{ first: 'many' }, 21],
  ])('%j', (variables, points) => {
    expect(costOf(query, variables).points).toBe(points);
  });

  test('within a fragment that stands in several places', () => {
    const nested = `query($first: Int!) { connections(first: 2) { nodes { ...A } } invoices(first: 3) { nodes { connection { ...A } } } }
      fragment A on Connection { invoices(first: $first) { nodes { payments { totalCount } } } }`;
    // 1 + 2 × (1 + 10 × 1), and 1 + 3 × (1 + 1 + 10 × 1)
    expect(costOf(nested, { first: 10 }).points).toBe(23 + 37);
    expect(costOf(nested, { first: 0 }).points).toBe(3 + 7);
  });
});

test('of several operations the one that is to run is reckoned', () => {
  const query =
    'query A { invoices { totalCount } } query B { invoices { totalCount } payments { totalCount } }';
  expect(costOf(query, {}, 'A').points).toBe(1);
  expect(costOf(query, {}, 'B').points).toBe(2);
  expect(costOf(query, {}, 'C').points).toBe(0);
});

test('fragments that double are reckoned once each', () => {
  const fragments = Array.from(
    { length: 60 },
    (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
  );
  const query = `query($first: Int) { ...F0 } ${fragments.join(' ')} fragment F60 on Query { invoices(first: $first) { nodes { id } } }`;
  const begin = performance.now();
  expect(costOf(query, { first: 1 }).points).toBe(2 ** 60);
  expect(performance.now() - begin).toBeLessThan(1_000);
});

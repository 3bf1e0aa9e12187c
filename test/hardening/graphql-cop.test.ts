import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/server/limits/limits.ts';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { exchange, post } from '../support/post.ts';
import { hangUpAll } from '../support/socket.ts';
import { codesOf, INSIDE, TRANSPORTS } from './transports.ts';

// What the scanner graphql-cop looks for, each by its name there.

const gateway = useGateway({ env: { NODE_ENV: 'production' }, limits: LIMITS });
let caller: Caller;
let withKey: { authorization: string };
beforeAll(async () => {
  caller = await gateway.createCaller();
  withKey = { authorization: `Bearer ${caller.token}` };
});
afterAll(hangUpAll);

const LIMIT = /TOO_|LIMIT|COMPLEX|DEEP/;
const times = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');

const CREATE = 'mutation { createExpenseCategory(input: { name: "Slipped in" }) { __typename } }';
const countCategories = async () =>
  (await caller.run('{ expenseCategories { totalCount } }')).expenseCategories.totalCount;

describe.each(TRANSPORTS)('over %s', (_, ask) => {
  test.each([
    ['alias overloading', `{ ${times(101, (index) => `alias${index}: __typename`)} }`],
    ['alias overloading of a list', `{ ${times(60, (index) => `i${index}: invoices { totalCount }`)} }`],
    ['field duplication', `{ ${times(500, () => '__typename')} }`],
    ['directive overloading', `{ __typename ${times(60, () => '@include(if: true)')} }`],
    [
      'directive overloading, with a directive that there is not',
      `{ __typename ${times(500, () => '@aa')} }`,
    ],
  ])('%s is refused', async (_name, query) => {
    const told = await ask(caller, { query });
    expect(told.errors).toHaveLength(1);
    expect(codesOf(told)[0]).toMatch(LIMIT);
    expect(told).not.toHaveProperty('data');
  });

  test('circular introspection is refused', async () => {
    const circle = (depth: number): string => (depth ? `fields { type { ${circle(depth - 1)} } }` : 'name');
    const told = await ask(caller, { query: `{ __schema { types { ${circle(8)} } } }` });
    expect(codesOf(told)).toContain('INTROSPECTION_DISABLED');
    expect(told).not.toHaveProperty('data');
  });

  test('introspection is refused', async () => {
    const told = await ask(caller, { query: '{ __schema { types { name } } }' });
    expect(codesOf(told)).toEqual(['INTROSPECTION_DISABLED']);
  });

  test('there are no field suggestions', async () => {
    const told = await ask(caller, { query: '{ viewr { account { name } } }' });
    expect(told.errors).toHaveLength(1);
    expect(told.text).not.toMatch(/did you mean|viewer/i);
  });

  test('there is no trace mode', async () => {
    const query = '{ viewer { account { name } } }';
    const { text } = await ask(caller, { query, extensions: { tracing: true, trace: true, debug: true } });
    expect(text).toContain('"Acme"');
    expect(text).not.toMatch(/tracing|duration|startTime|resolvers|"extensions"/);
  });

  test.each([
    '{ abc }',
    'qwerty { abc }',
    '{',
    'query { __typename',
    '\u0000',
    '{ viewer(x: $y) { __typename } }',
  ])('there is no unhandled error: %j', async (query) => {
    const told = await ask(caller, { query });
    expect(told.errors?.length).toBeGreaterThan(0);
    expect(codesOf(told)).not.toContain('INTERNAL_SERVER_ERROR');
    expect(told.text).not.toMatch(INSIDE);
  });
});

describe('over HTTP', () => {
  test('array batching is refused', async () => {
    for (const size of [1, 2, 10]) {
      const batch = Array.from({ length: size }, () => ({ query: '{ __typename }' }));
      const { status, json } = await post(gateway.url, batch, withKey);
      expect(status).toBe(400);
      expect(json).not.toHaveProperty('data');
    }
  });

  test('a mutation by GET is refused with 405', async () => {
    const { status } = await exchange(`${gateway.url}?${new URLSearchParams({ query: CREATE })}`, {
      headers: withKey,
    });
    expect(status).toBe(405);
    expect(await countCategories()).toBe(0);
  });

  test('a mutation beside a query by GET is refused with 405', async () => {
    const search = new URLSearchParams({
      query: `query A { __typename } ${CREATE.replace('mutation', 'mutation B')}`,
    });
    search.set('operationName', 'B');
    expect((await exchange(`${gateway.url}?${search}`, { headers: withKey })).status).toBe(405);
    expect(await countCategories()).toBe(0);
  });

  test.each([
    ['a query', '{ __typename }'],
    ['a mutation', CREATE],
  ])('%s by a urlencoded POST is refused with 415', async (_, query) => {
    const { status, json } = await exchange(gateway.url, {
      method: 'POST',
      headers: withKey,
      body: new URLSearchParams({ query }),
    });
    expect(status).toBe(415);
    expect(json).not.toHaveProperty('data');
    expect(await countCategories()).toBe(0);
  });

  test('an address has its query in the body only, where there is one', async () => {
    const search = new URLSearchParams({ query: CREATE });
    const { status } = await exchange(`${gateway.url}?${search}`, {
      method: 'POST',
      headers: { ...withKey, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(status).toBe(400);
    expect(await countCategories()).toBe(0);
  });

  test.each(['', '/', '/graphiql', '/playground', '/console', '/altair', '/voyager', '/api', '/v1/explorer'])(
    'there is no GraphiQL and no Playground at /graphql%s',
    async (path) => {
      for (const at of [`${gateway.url}${path}`, new URL(path || '/', gateway.url).href]) {
        const { text, headers } = await exchange(at, { headers: { accept: 'text/html' } });
        expect(text).not.toMatch(/graphiql|playground|<html|<script/i);
        expect(headers.get('content-type') ?? '').not.toContain('html');
      }
    },
  );

  test('trace mode is not asked for by a header', async () => {
    const headers = { ...withKey, 'apollo-federation-include-trace': 'ftv1', 'x-apollo-tracing': '1' };
    const { text } = await post(gateway.url, { query: '{ viewer { account { name } } }' }, headers);
    expect(text).toBe('{"data":{"viewer":{"account":{"name":"Acme"}}}}');
  });
});

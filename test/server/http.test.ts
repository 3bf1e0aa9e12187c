import { serverAudits } from 'graphql-http';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { exchange, post } from '../support/post.ts';

const WHO = '{ viewer { account { name } } }';
const CREATE = 'mutation { createExpenseCategory(input: { name: "Slipped in" }) { __typename } }';
const GRAPHQL_RESPONSE = 'application/graphql-response+json';

const gateway = useGateway();
let caller: Caller;
let withKey: { authorization: string };
beforeAll(async () => {
  caller = await gateway.createCaller();
  withKey = { authorization: `Bearer ${caller.token}` };
});

async function countCategories(): Promise<number> {
  return (await caller.run('{ expenseCategories { totalCount } }')).expenseCategories.totalCount;
}

test.each(['without a key', 'with a key'])('all 61 audits of GraphQL over HTTP are fine, %s', async (how) => {
  const headers = how === 'with a key' ? withKey : {};
  const audits = serverAudits({
    url: gateway.url,
    fetchFn: (url: string, init?: RequestInit) =>
      fetch(url, { ...init, headers: { ...init?.headers, ...headers } }),
  });
  const faults: string[] = [];
  for (const audit of audits) {
    const result = await audit.fn();
    if (result.status !== 'ok') faults.push(`${audit.id} ${audit.name}: ${result.reason}`);
  }
  expect(faults).toEqual([]);
  expect(audits).toHaveLength(61);
});

describe('only JSON is taken', () => {
  const form = new FormData();
  form.set('operations', JSON.stringify({ query: CREATE }));
  form.set('map', '{}');

  test.each<[string, string | null, BodyInit]>([
    ['a form', 'application/x-www-form-urlencoded', new URLSearchParams({ query: CREATE })],
    ['a form with files', null, form],
    ['a bare document', 'application/graphql', CREATE],
    ['plain text', 'text/plain', JSON.stringify({ query: CREATE })],
    ['plain text that mentions JSON', 'text/plain; application/json', JSON.stringify({ query: CREATE })],
    ['a body of no type', null, new Uint8Array(Buffer.from(JSON.stringify({ query: CREATE })))],
  ])('%s is refused, and does nothing', async (_, type, body) => {
    const before = await countCategories();
    const headers = { ...withKey, ...(type && { 'content-type': type }) };

    const { status, json } = await exchange(gateway.url, { method: 'POST', headers, body });

    expect(status).toBe(415);
    expect(json?.errors?.[0]?.extensions.code).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect(await countCategories()).toBe(before);
  });

  test('whatever its type says besides', async () => {
    const type = 'application/json;charset="utf-8"';
    const { json } = await post(gateway.url, { query: WHO }, { ...withKey, 'content-type': type });
    expect(json).toEqual({ data: { viewer: { account: { name: 'Acme' } } } });
  });
});

describe('a request by GET', () => {
  const get = (query: string, headers: object = {}) =>
    exchange(`${gateway.url}?${new URLSearchParams({ query })}`, { headers: { ...withKey, ...headers } });

  test('may query', async () => {
    expect((await get(WHO)).json).toEqual({ data: { viewer: { account: { name: 'Acme' } } } });
  });

  test('may not mutate', async () => {
    const before = await countCategories();
    expect((await get(CREATE)).status).toBe(405);
    expect(await countCategories()).toBe(before);
  });
});

describe('a body of 5 MB is refused with a JSON error', () => {
  const body = JSON.stringify({ query: CREATE, variables: { filling: 'x'.repeat(5_000_000) } });

  test('when its length is announced', async () => {
    const { status, json } = await post(gateway.url, body, withKey);
    expect(status).toBe(413);
    expect(json?.errors).toHaveLength(1);
  });

  test('when it comes in chunks', async () => {
    const { status, json } = await exchange(gateway.url, {
      method: 'POST',
      headers: { ...withKey, 'content-type': 'application/json' },
      body: new Blob([body]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(status).toBe(413);
    expect(json?.errors).toHaveLength(1);
  });

  test('and the next request is answered as ever', async () => {
    expect((await post(gateway.url, { query: WHO }, withKey)).status).toBe(200);
  });
});

describe('a request that is none is answered with 400', () => {
  test.each([
    ['broken JSON', '{"query": "{ viewer'],
    ['nothing', ''],
    ['null', 'null'],
    ['a text', '"{ viewer { account { name } } }"'],
    ['an empty array', '[]'],
    ['an array of requests', JSON.stringify([{ query: WHO }])],
    ['an object without a query', '{}'],
    ['a query that is null', '{"query": null}'],
    ['a query that is a number', '{"query": 1}'],
    ['variables that are an array', JSON.stringify({ query: WHO, variables: [] })],
    ['variables that are a text', JSON.stringify({ query: WHO, variables: 'first' })],
    ['a parameter that there is not', JSON.stringify({ query: WHO, nonsense: 1 })],
    ['an operation that the document does not have', JSON.stringify({ query: WHO, operationName: 'Other' })],
    ['two operations and no name', JSON.stringify({ query: `query A ${WHO} query B ${WHO}` })],
  ])('%s', async (_, body) => {
    for (const accept of ['application/json', GRAPHQL_RESPONSE]) {
      const { status, json } = await post(gateway.url, body, { ...withKey, accept });
      expect(status).toBe(400);
      expect(json?.errors).toHaveLength(1);
      expect(json).not.toHaveProperty('data');
    }
  });
});

// By GraphQL over HTTP, a server that speaks `application/json` answers 200 to whatever it understood
// as a request; the status tells more only in the newer type.
describe('a document that cannot be run is answered with its errors, in the newer type with 400', () => {
  test.each([
    ['does not parse', { query: '{ viewer {' }, 'GRAPHQL_PARSE_FAILED'],
    ['asks for a field that there is not', { query: '{ viewer { nonsense } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'is given a variable of another type',
      { query: 'query($size: Int) { invoices(first: $size) { totalCount } }', variables: { size: 'many' } },
      'BAD_USER_INPUT',
    ],
    [
      'is not given a variable that it needs',
      { query: 'query($id: ID!) { contact(id: $id) { id } }' },
      'BAD_USER_INPUT',
    ],
  ])('one that %s', async (_, request, code) => {
    for (const [accept, status] of [
      ['application/json', 200],
      [GRAPHQL_RESPONSE, 400],
    ] as const) {
      const answer = await post(gateway.url, request, { ...withKey, accept });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toContain(accept);
      expect(answer.json?.errors?.[0]?.extensions.code).toBe(code);
      expect(answer.json).not.toHaveProperty('data');
    }
  });
});

test('an error within the answer leaves the status at 200 and the other fields answered', async () => {
  const query = '{ invoices(first: 101) { totalCount } viewer { account { name } } }';
  const { status, json } = await post(gateway.url, { query }, { ...withKey, accept: GRAPHQL_RESPONSE });
  expect(status).toBe(200);
  expect(json?.data).toEqual({ invoices: null, viewer: { account: { name: 'Acme' } } });
  expect(json?.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'first' });
});

test('other addresses are not found, and /health says that the server lives', async () => {
  expect((await exchange(new URL('/health', gateway.url).href)).status).toBe(200);
  expect((await exchange(new URL('/elsewhere', gateway.url).href, { headers: withKey })).status).toBe(404);
});

import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { type Exchange, post } from '../support/post.ts';

const WHO = '{ viewer { account { name } } }';
const INTROSPECTION = '{ __schema { queryType { name } } __type(name: "Invoice") { name } }';

const gateway = useGateway();
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller();
});
afterEach(() => {
  vi.useRealTimers();
});

function ask(query: string, authorization?: string): Promise<Exchange> {
  return post(gateway.url, { query }, authorization === undefined ? {} : { authorization });
}

function expectUnauthenticated({ status, headers, json }: Exchange): void {
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toBe('Bearer');
  expect(json).toEqual({
    errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }],
  });
}

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

describe('a key is taken', () => {
  test.each<[string, (key: string) => string]>([
    ['as a bearer', (key) => `Bearer ${key}`],
    ['with the scheme in small letters', (key) => `bearer ${key}`],
    ['as the user name of Basic, without a password', (key) => basic(key, '')],
    ['as the user name of Basic, whatever the password', (key) => basic(key, 'secret:with:colons')],
    ['as the user name of basic in small letters', (key) => basic(key, '').replace('Basic', 'basic')],
  ])('%s', async (_, header) => {
    const { status, json } = await ask(WHO, header(caller.token));
    expect(status).toBe(200);
    expect(json).toEqual({ data: { viewer: { account: { name: 'Acme' } } } });
  });
});

describe('a caller is refused', () => {
  test('without a key', async () => {
    expectUnauthenticated(await ask(WHO));
  });

  test.each<[string, (key: string) => string]>([
    ['with a wrong key', () => `Bearer sk_live_${'a'.repeat(32)}`],
    ['with a key that is nearly right', (key) => `Bearer ${key.slice(0, -1)}`],
    ['with a key in other letters', (key) => `Bearer ${key.toUpperCase()}`],
    ['with a key as the password', (key) => basic('', key)],
    ['with a scheme that there is not', (key) => `Digest ${key}`],
    ['with a bare key', (key) => key],
    ['with a scheme and nothing', () => 'Bearer '],
    ['with more than one key', (key) => `Bearer ${key}, Bearer ${key}`],
  ])('%s, for introspection too', async (_, header) => {
    expectUnauthenticated(await ask(WHO, header(caller.token)));
    expectUnauthenticated(await ask(INTROSPECTION, header(caller.token)));
  });

  test('within seconds of the revoking of its key', async () => {
    const revoked = await gateway.createCaller();
    expect((await revoked.send(WHO)).status).toBe(200);
    await gateway.gateway.database.prisma.apiKey.updateMany({
      where: { accountId: revoked.accountId.split('_')[1]! },
      data: { revokedAt: new Date() },
    });

    // What a good key's owner may do is remembered for five seconds.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 });

    expectUnauthenticated(await ask(WHO, `Bearer ${revoked.token}`));
    expect((await caller.send(WHO)).status).toBe(200);
  });

  test('for whatever it does: queries, mutations and subscriptions', async () => {
    expectUnauthenticated(await ask('{ invoices { nodes { id } } }'));
    expectUnauthenticated(await ask('mutation { deleteContact(id: "x") { __typename } }'));
    expectUnauthenticated(await ask('mutation { __typename }'));
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { events { id } }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('UNAUTHENTICATED');
  });
});

describe('without a key one may ask about the schema', () => {
  test.each([
    ['for the schema and its types', INTROSPECTION],
    ['for the name of the root type', '{ __typename }'],
    [
      'through fragments',
      '{ ...A ...on Query { ...B } } fragment A on Query { __typename } fragment B on Query { ...A }',
    ],
    ['by the operation of a document that is to be run', `query A { __typename } query B ${WHO}`],
  ])('%s', async (_, query) => {
    const { status, json } = await post(gateway.url, {
      query,
      operationName: query.startsWith('query A') ? 'A' : null,
    });
    expect(status).toBe(200);
    expect(json?.errors).toBeUndefined();
  });

  test.each([
    ['beside it', `{ __typename viewer { account { name } } }`],
    ['under a name that looks like it', '{ __schema: viewer { account { name } } }'],
    ['in a fragment', '{ __typename ...A } fragment A on Query { viewer { account { name } } }'],
    [
      'in a fragment of a fragment',
      '{ ...A } fragment A on Query { __typename ...B } fragment B on Query { viewer { account { name } } }',
    ],
    ['in an inline fragment', '{ __typename ... { viewer { account { name } } } }'],
    ['where a directive leaves it out', '{ __typename viewer @skip(if: true) { account { name } } }'],
    [
      'in an inline fragment of a fragment used twice',
      '{ ...A ...A } fragment A on Query { ... on Query { viewer { __typename } } }',
    ],
  ])('but for nothing else %s', async (_, query) => {
    expectUnauthenticated(await ask(query));
  });
});

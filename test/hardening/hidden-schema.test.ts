import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import type { Caller } from '../support/caller.ts';
import { startGateway, useGateway } from '../support/gateway.ts';
import { exchange, post } from '../support/post.ts';
import { hangUpAll } from '../support/socket.ts';
import { codesOf, TRANSPORTS } from './transports.ts';

const production = useGateway({ env: { NODE_ENV: 'production' } });
const development = useGateway();
let caller: Caller;
let insider: Caller;
beforeAll(async () => {
  caller = await production.createCaller();
  insider = await development.createCaller();
});
afterAll(hangUpAll);

const SCHEMA = [
  ['all of it', getIntrospectionQuery()],
  ['one type', '{ __type(name: "Invoice") { name } }'],
  ['under another name', '{ viewer { account { name } } innocent: __schema { types { name } } }'],
  ['in a fragment', 'query { ...F } fragment F on Query { __schema { queryType { name } } }'],
  [
    'where a directive leaves it out',
    '{ viewer { account { name } } __schema @skip(if: true) { types { name } } }',
  ],
] as const;

describe.each(TRANSPORTS)('in production, over %s', (_, ask) => {
  test.each(SCHEMA)('introspection is refused: %s', async (_name, query) => {
    const told = await ask(caller, { query });
    expect(new Set(codesOf(told))).toEqual(new Set(['INTROSPECTION_DISABLED']));
    expect(told.data ?? null).toBeNull();
  });

  test('__typename stays', async () => {
    const { data } = await ask(caller, { query: '{ __typename viewer { __typename } }' });
    expect(data).toEqual({ __typename: 'Query', viewer: { __typename: 'Viewer' } });
  });
});

test('in production introspection is refused by GET, and without a key', async () => {
  const { text } = await exchange(`${production.url}?query={__schema{types{name}}}`);
  expect(text).toContain('INTROSPECTION_DISABLED');
  expect((await post(production.url, { query: SCHEMA[0][1] })).text).toContain('INTROSPECTION_DISABLED');
});

/** Each is nearly right. */
const MISTAKES: [string, object][] = [
  ['a field', { query: '{ viewr { account { name } } }' }],
  ['a field of a union', { query: '{ invoices { nodes { lineItems { quantity } } } }' }],
  ['an argument', { query: '{ invoices(frst: 1) { totalCount } }' }],
  ['a type', { query: 'query($input: CreateInvoiceInpt!) { __typename }' }],
  ['a value of an enum', { query: '{ invoices(orderBy: { field: DAT, direction: DESC }) { totalCount } }' }],
  [
    'a text in place of an enum',
    { query: '{ invoices(orderBy: { field: "DATE", direction: DESC }) { totalCount } }' },
  ],
  ['a field of an input', { query: '{ invoices(orderBy: { feld: DATE, direction: DESC }) { totalCount } }' }],
  ['a leaf without its fields', { query: '{ viewer }' }],
  [
    'an enum within a variable',
    {
      query: 'query($o: InvoiceOrder) { invoices(orderBy: $o) { totalCount } }',
      variables: { o: { field: 'DAT', direction: 'DESC' } },
    },
  ],
  [
    'a field within a variable',
    {
      query: 'mutation($i: CreateExpenseCategoryInput!) { createExpenseCategory(input: $i) { __typename } }',
      variables: { i: { nam: 'Travel', name: 'Travel' } },
    },
  ],
  ['a subscription', { query: 'subscription { invoicePad { cursor } }' }],
  [
    'a variable of a subscription',
    {
      query: 'subscription($n: [EventName!]) { events(names: $n) { id } }',
      variables: { n: ['INVOICE_PAD'] },
    },
  ],
];

describe.each(TRANSPORTS)('suggestions over %s', (_, ask) => {
  test.each(MISTAKES)('are not made in production: %s', async (_name, request) => {
    // The third time a query runs as compiled code, which reads variables by itself.
    for (let time = 1; time <= 4; time += 1) {
      const told = await ask(caller, request);
      expect(told.errors?.length).toBeGreaterThan(0);
      expect(told.text).not.toMatch(/did you mean/i);
    }
  });
});

test('suggestions are made in development, for most of these mistakes', async () => {
  const [[, overHttp]] = TRANSPORTS as [(typeof TRANSPORTS)[0]];
  const told = await Promise.all(MISTAKES.map(([, request]) => overHttp(insider, request)));
  expect(told.filter(({ text }) => /did you mean/i.test(text)).length).toBeGreaterThan(8);
});

test('what a caller writes is not taken for a suggestion as long as it has no end', async () => {
  const name = ' Did you mean '.repeat(18_000);
  const began = performance.now();
  const { json } = await post(
    production.url,
    { query: 'query($first: Int) { invoices(first: $first) { totalCount } }', variables: { first: name } },
    { authorization: `Bearer ${caller.token}` },
  );
  expect(json?.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(performance.now() - began).toBeLessThan(3_000);
});

describe('GraphiQL and the schema are shown', () => {
  test('in development, without a key too', async () => {
    const { text } = await post(development.url, { query: getIntrospectionQuery() });
    expect(JSON.parse(text).data.__schema.queryType.name).toBe('Query');
    expect((await exchange(development.url, { headers: { accept: 'text/html' } })).text).toContain('<html');
  });

  test('in production to those who set INTROSPECTION=on', async () => {
    const open = await startGateway({ env: { NODE_ENV: 'production', INTROSPECTION: 'on' } });
    const { json } = await post(open.url, { query: '{ __schema { queryType { name } } }' });
    expect(json?.data.__schema.queryType.name).toBe('Query');
    expect((await exchange(open.url, { headers: { accept: 'text/html' } })).text).toContain('<html');
    await open.stop();
  });

  test('and not to those who set it to off, in development too', () => {
    expect(readConfig({ INTROSPECTION: 'off' }).introspection).toBe(false);
    expect(readConfig({ INTROSPECTION: 'on', NODE_ENV: 'production' }).introspection).toBe(true);
    expect(readConfig({ NODE_ENV: 'production' }).introspection).toBe(false);
    expect(() => readConfig({ INTROSPECTION: 'yes' })).toThrow(/^INTROSPECTION must be on or off/);
  });
});

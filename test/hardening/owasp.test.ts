import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/server/limits/limits.ts';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';
import { hangUpAll } from '../support/socket.ts';
import { codesOf, INSIDE, TRANSPORTS } from './transports.ts';

// What OWASP's cheat sheet on GraphQL warns of. What one account could see of another is in test/tenants.

const gateway = useGateway({ env: { NODE_ENV: 'production' }, limits: LIMITS });
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller();
  await caller.createInvoice();
});
afterAll(hangUpAll);

const LIMIT = /TOO_|LIMIT|COMPLEX|DEEP/;

const ATTACKS = [
  ["a quote of SQL's", "'"],
  ['an alternative that is always true', "' OR '1'='1' --"],
  ['a second statement', `'; DROP TABLE "Invoice"; --`],
  ['a union', 'x\' UNION SELECT token FROM "ApiKey" --'],
  ['a wait', "'||pg_sleep(10)--"],
  ['wildcards of LIKE', '%_%\\'],
  ['a dollar quote', '$$; SELECT 1; $$'],
  ['a parameter of the statement', '$1'],
  ['a command of the shell', '$(touch /tmp/owned); `id` | cat /etc/passwd'],
  ['a path', '../../../../etc/passwd'],
  ['the end of a header', 'x\r\nBcc: everyone@evil.example\r\n\r\nText'],
  ['a script', '<script>alert(1)</script>'],
  ['a template', '{{constructor.constructor("return process")()}} #{7*7}'],
  ['a null byte', 'a\u0000b'],
  ['a lone surrogate', 'a\ud800b'],
  ['a prototype', '__proto__'],
] as const;

describe.each(TRANSPORTS)('what is injected through variables over %s', (transport, ask) => {
  test.each(ATTACKS)('%s is only a text', async (name, text) => {
    const began = performance.now();
    const found = await ask(caller, {
      query: `query($text: String!) {
        invoices(filter: { search: $text }) { totalCount }
        connections(filter: { search: $text }) { totalCount }
        invoice(by: { statementNo: $text }) { id }
        expenseCategories(search: $text) { totalCount }
      }`,
      variables: { text },
    });
    const made = await ask(caller, {
      query: `mutation($input: CreateExpenseCategoryInput!) {
        createExpenseCategory(input: $input) {
          __typename ... on CreateExpenseCategorySuccess { expenseCategory { name } }
        }
      }`,
      variables: { input: { name: `${transport} ${text}` } },
    });
    expect(performance.now() - began).toBeLessThan(8_000);
    // A text that is no text is refused before it is looked for.
    if (!/surrogate|null byte/.test(name)) expect(found.errors).toBeUndefined();
    for (const told of [found, made]) {
      expect(codesOf(told)).not.toContain('INTERNAL_SERVER_ERROR');
      expect(told.text.replaceAll(JSON.stringify(text).slice(1, -1), '')).not.toMatch(INSIDE);
    }
    // As it was sent, or refused.
    const { __typename, expenseCategory } = made.data.createExpenseCategory;
    if (__typename === 'CreateExpenseCategorySuccess')
      expect(expenseCategory.name).toBe(`${transport} ${text}`);
    else expect(__typename).toBe('InvalidInput');
  });

  test.each(ATTACKS)('%s is no id, no cursor, no date and no amount', async (_, text) => {
    const requests = [
      ['query($x: ID!) { contact(id: $x) { id } }', { x: text }],
      ['query($x: ID!) { invoice(by: { id: $x }) { id } }', { x: text }],
      ['query($x: ID!) { node(id: $x) { id } }', { x: text }],
      ['query($x: String) { invoices(after: $x) { totalCount } }', { x: text }],
      ['mutation($x: ID!) { deleteContact(id: $x) { __typename } }', { x: text }],
      [
        'mutation($i: RecordPaymentInput!) { recordPayment(input: $i) { __typename } }',
        { i: { invoiceId: text, amount: text, method: 'PAYPAL', date: text } },
      ],
    ] as const;
    for (const [query, variables] of requests) {
      const told = await ask(caller, { query, variables });
      expect(codesOf(told)).not.toContain('INTERNAL_SERVER_ERROR');
      expect(told.text.replaceAll(JSON.stringify(text).slice(1, -1), '')).not.toMatch(INSIDE);
    }
  });
});

test('after all of these, everything is there', async () => {
  const { invoices, viewer } = await caller.run('{ invoices { totalCount } viewer { account { name } } }');
  expect([invoices.totalCount, viewer.account.name]).toEqual([1, 'Acme']);
});

const deep = (levels: number): string =>
  levels ? `invoices { nodes { connection { ${deep(levels - 1)} } } }` : 'id';

describe.each(TRANSPORTS)('what would cost too much over %s', (_, ask) => {
  test.each([
    ['depth', `{ connections { nodes { ... on Organization { ${deep(10)} } } } }`],
    [
      'lists within lists',
      '{ connections(first: 100) { nodes { ... on Organization { invoices(first: 100) { nodes { payments(first: 100) { nodes { refunds { id } } } lineItems { __typename } } } } } } }',
    ],
    ['a page that is too large', '{ invoices(first: 1000000) { totalCount } }'],
    ['a page of less than nothing', '{ invoices(first: -1) { totalCount } }'],
    [
      'many operations',
      Array.from({ length: 500 }, (_2, index) => `query Q${index} { __typename }`).join(' '),
    ],
    ['fragments that multiply', bomb(20)],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['braces within braces', `${'{ viewer '.repeat(3_000)}${'}'.repeat(3_000)}`],
    [
      'a list in a list in a list',
      `{ invoices(filter: ${'['.repeat(3_000)}${']'.repeat(3_000)}) { totalCount } }`,
    ],
  ])('%s is refused, and quickly', async (name, query) => {
    const began = performance.now();
    const told = await ask(caller, { query });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(told.errors?.length).toBeGreaterThan(0);
    expect(codesOf(told)).not.toContain('INTERNAL_SERVER_ERROR');
    if (/page|circle/.test(name)) return;
    expect(codesOf(told)[0]).toMatch(LIMIT);
  });

  test('a document with thousands of mistakes is told of few', async () => {
    const query = `{ ${Array.from({ length: 900 }, (_2, index) => `nonsense${index}`).join(' ')} }`;
    const { errors, text } = await ask(caller, { query });
    expect(errors!.length).toBeLessThanOrEqual(101);
    expect(text.length).toBeLessThan(30_000);
  });

  test('a variable with thousands of mistakes is told of few', async () => {
    const { errors, text } = await ask(caller, {
      query: 'mutation($i: CreateInvoiceInput!) { createInvoice(input: $i) { __typename } }',
      variables: { i: { lineItems: Array(5_000).fill({ nonsense: 1 }) } },
    });
    expect(errors!.length).toBeLessThanOrEqual(51);
    expect(text.length).toBeLessThan(300_000);
  });
});

/** Each fragment spreads the one before it ten times. */
function bomb(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, level) => {
    const inner = level === 0 ? '__typename' : `...F${level - 1} `.repeat(10);
    return `fragment F${level} on Query { ${inner} }`;
  });
  return `{ ...F${levels - 1} } ${fragments.join(' ')}`;
}

describe('keys cannot be tried in masses', () => {
  test('not many in one request: the key is in the header, and there is one', async () => {
    const batch = Array.from({ length: 50 }, () => ({ query: '{ viewer { account { name } } }' }));
    const { status } = await post(gateway.url, batch, { authorization: 'Bearer sk_live_guess' });
    expect(status).toBe(400);
  });

  test('not many in a minute', async () => {
    const wrong = (index: number) =>
      post(
        gateway.url,
        { query: '{ viewer { account { name } } }' },
        { authorization: `Bearer sk_live_guess${index}`, accept: 'application/graphql-response+json' },
      );
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => wrong(index)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
    // A good key is let in all the same.
    expect((await caller.send('{ viewer { account { name } } }')).status).toBe(200);
  });
});

describe('nothing is left open by default', () => {
  test('an answer without a key tells nothing', async () => {
    for (const query of ['{ viewer { account { name } } }', CREATE, 'subscription { events { id } }']) {
      const { json } = await post(gateway.url, { query });
      expect(json?.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    }
  });
});

const CREATE = 'mutation { createExpenseCategory(input: { name: "Slipped in" }) { __typename } }';

import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { closeCode, enterSocket, hangUpAll, openSocket, run } from '../support/socket.ts';

const gateway = useGateway();
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  hangUpAll();
});

const enter = () => enterSocket(gateway.url, caller.token);

const WHO = { query: '{ viewer { account { name } } }' };
const ACME = { viewer: { account: { name: 'Acme' } } };

describe('over the socket', () => {
  test('a query is answered', async () => {
    expect(await run(await enter(), WHO)).toEqual([
      { id: 'one', type: 'next', payload: { data: ACME } },
      { id: 'one', type: 'complete' },
    ]);
  });

  test('a mutation is run, with its variables', async () => {
    const socket = await enter();
    const query = `mutation($input: CreateExpenseCategoryInput!) {
      createExpenseCategory(input: $input) {
        __typename ... on CreateExpenseCategorySuccess { expenseCategory { name } }
      }
    }`;
    const [answer] = await run(socket, { query, variables: { input: { name: 'Travelling' } } });
    expect(answer.payload.data.createExpenseCategory).toEqual({
      __typename: 'CreateExpenseCategorySuccess',
      expenseCategory: { name: 'Travelling' },
    });
    expect(await caller.run('{ expenseCategories { totalCount } }')).toEqual({
      expenseCategories: { totalCount: 1 },
    });
  });

  test('a query that comes again and again is answered alike', async () => {
    const socket = await enter();
    const query =
      'query($first: Int) { invoices(first: $first) { nodes { id } } connections { nodes { __typename } } }';
    const answers = [];
    for (let time = 0; time < 5; time += 1)
      answers.push(await run(socket, { query, variables: { first: 3 } }));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]![0].payload).toEqual({ data: { invoices: { nodes: [] }, connections: { nodes: [] } } });
  });

  test('many operations run side by side', async () => {
    const socket = await enter();
    const ids = Array.from({ length: 20 }, (_, index) => `operation ${index}`);
    const answers = await Promise.all(ids.map((id) => run(socket, WHO, id)));
    expect(answers.map(([next]) => next.payload.data)).toEqual(ids.map(() => ACME));
  });
});

describe('an operation that cannot be run is answered with an error, and the socket stays', () => {
  test.each<[string, object, string]>([
    ['a document that does not parse', { query: '{ viewer {' }, 'GRAPHQL_PARSE_FAILED'],
    ['a field that there is not', { query: '{ nonsense }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a subscription with a field that there is not',
      { query: 'subscription { nonsense }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a subscription with two fields',
      { query: 'subscription { events { id } invoicePaid { id } }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s', async (_, payload, code) => {
    const socket = await enter();
    const answers = await run(socket, payload);
    expect(answers).toMatchObject([{ id: 'one', type: 'error', payload: [{ extensions: { code } }] }]);
    expect((await run(socket, WHO, 'two'))[0].payload).toEqual({ data: ACME });
  });

  test.each<[string, object, string]>([
    [
      'a variable that does not fit',
      {
        query: 'query($first: Int) { invoices(first: $first) { totalCount } }',
        variables: { first: 'many' },
      },
      'BAD_USER_INPUT',
    ],
    [
      'a cursor that is none',
      { query: 'subscription { events(after: "nonsense") { id } }' },
      'INVALID_CURSOR',
    ],
  ])('%s', async (_, payload, code) => {
    const socket = await enter();
    const [answer] = await run(socket, payload);
    const errors = answer.type === 'error' ? answer.payload : answer.payload.errors;
    expect(errors[0].extensions.code).toBe(code);
    expect((await run(socket, WHO, 'two'))[0].payload).toEqual({ data: ACME });
  });

  test('an operation that the document does not have', async () => {
    const socket = await enter();
    const closed = closeCode(socket).then((code) => ({ closed: code }));
    const answered = run(socket, { ...WHO, operationName: 'Other' }).catch(() => closed);
    const answer = await Promise.race([closed, answered]);
    expect(answer).toMatchObject([{ id: 'one', type: 'error' }]);
  });
});

test('no socket is opened at another address', async () => {
  await expect(openSocket(gateway.url, { path: '/elsewhere' })).rejects.toThrow('400');
});

test('a key that is revoked while its socket is open may do nothing more', async () => {
  const revoked = await gateway.createCaller();
  const socket = await enterSocket(gateway.url, revoked.token);
  expect((await run(socket, WHO))[0].payload).toEqual({ data: ACME });
  await gateway.gateway.database.prisma.apiKey.updateMany({
    where: { accountId: uuidOf(revoked.accountId) },
    data: { revokedAt: new Date() },
  });

  // What a good key's owner may do is remembered for five seconds.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 });

  for (const query of [
    WHO.query,
    'mutation { deleteContact(id: "x") { __typename } }',
    'subscription { events { id } }',
  ]) {
    const [answer] = await run(socket, { query });
    const errors = answer.type === 'error' ? answer.payload : answer.payload.errors;
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(errors[0].extensions).not.toHaveProperty('http');
    expect(answer.payload).not.toHaveProperty('data');
  }
});

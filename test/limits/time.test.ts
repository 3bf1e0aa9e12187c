import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { hangUpAll } from '../support/socket.ts';
import { keyOf, WAY_NAMES, WAYS } from './ways.ts';

const PAGE = '{ invoices { nodes { statementNo connection { displayName } lineItems { description } } } }';

const gateway = useGateway({ env: { REQUEST_TIMEOUT_SECONDS: '1' } });
let caller: Caller;
let holder: pg.Client;
beforeAll(async () => {
  caller = await gateway.createCaller();
  await caller.createInvoice();
  holder = new pg.Client({ connectionString: gateway.gateway.database.pool.options.connectionString });
  await holder.connect();
});
afterEach(async () => {
  vi.restoreAllMocks();
  hangUpAll();
  await holder.query('ROLLBACK');
});
afterAll(() => holder.end());

/** Has all that wants a table wait, until the test is over. */
async function holdTable(name: string): Promise<void> {
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE "${name}" IN ACCESS EXCLUSIVE MODE`);
}

async function waiting(): Promise<number> {
  const { rows } = await holder.query(
    "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0].count;
}

test.each(WAY_NAMES)('an operation is answered in time, and its SQL is ended: %s', async (way) => {
  await holdTable('Invoice');
  const status = way === 'over a WebSocket' ? null : 504;
  const [late, beside] = await Promise.all([
    WAYS[way](caller, PAGE),
    // In the same turn, so that it waits behind the other on one connection, or goes on another.
    WAYS[way](caller, '{ connections { nodes { displayName } } }'),
  ]);
  expect(late).toEqual({ code: 'TIMEOUT', status });
  expect([null, { code: 'TIMEOUT', status }]).toContainEqual(beside);
  // The table is held still.
  await expect.poll(waiting).toBe(0);
  expect(await caller.run('{ connections { totalCount } }')).toEqual({ connections: { totalCount: 1 } });
});

test('a mutation that took too long has done nothing, and the next one is not begun', async () => {
  await holdTable('Category');
  const create = (alias: string) =>
    `${alias}: createExpenseCategory(input: { name: "${alias}" }) { __typename }`;
  const { status, body } = await caller.send(`mutation { ${create('a')} ${create('b')} }`);
  expect(status).toBe(504);
  expect(body).toEqual({
    errors: [
      {
        message: 'The operation exceeded the time limit of 1 s. Request less data at once.',
        extensions: { code: 'TIMEOUT' },
      },
    ],
  });
  await expect.poll(waiting).toBe(0);
  await holder.query('ROLLBACK');
  expect(await caller.run('{ expenseCategories { totalCount } }')).toEqual({
    expenseCategories: { totalCount: 0 },
  });
});

test('for whom has hung up no further level is loaded', async () => {
  await caller.run(PAGE);
  await holdTable('Invoice');
  const hangUp = new AbortController();
  const answered = fetch(caller.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...keyOf(caller) },
    body: JSON.stringify({ query: PAGE }),
    signal: hangUp.signal,
  });
  await expect.poll(waiting, { interval: 5 }).toBe(1);
  const statements: string[] = [];
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    statements.push(JSON.stringify(args[0]));
    return Reflect.apply(query, this, args);
  } as typeof query);

  hangUp.abort();
  await expect(answered).rejects.toThrow();
  // Whatever comes after it has come when this is answered.
  for (let time = 1; time <= 2; time += 1) await caller.run('{ viewer { account { name } } }');
  await holder.query('ROLLBACK');
  await expect.poll(waiting).toBe(0);
  for (let time = 1; time <= 2; time += 1) await caller.run('{ viewer { account { name } } }');

  expect(statements.filter((text) => text.includes('LineItem'))).toEqual([]);
  expect(await caller.run('{ invoices { nodes { lineItems { description } } } }')).toMatchObject({
    invoices: {},
  });
  expect(statements.filter((text) => text.includes('LineItem'))).toHaveLength(1);
});

test('a subscription has all the time there is', async () => {
  const events = caller.listen('subscription { events { name } }');
  const begin = Date.now();
  while (Date.now() - begin < 1_200) await caller.run('{ __typename }');
  await expect
    .poll(async () => {
      await caller.createOrganization();
      return events.received.length;
    })
    .toBeGreaterThan(0);
  await events.stop();
  await caller.close();
});

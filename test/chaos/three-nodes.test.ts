import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { killProcesses } from '../support/gateway-process.ts';
import {
  addUp,
  compareEdits,
  compareWrites,
  expectedEvents,
  readLog,
  readTable,
  toldPaid,
} from './check-books.ts';
import { difference, type HeldListener, holdListener, type Told, type Way, type Wish } from './listeners.ts';
import { type Nodes, startNodes } from './nodes.ts';
import { writeThroughKills } from './write-through-kills.ts';
import { type Books, noWrites, openBooks, type WriteCounts } from './writers.ts';

// Three nodes over one database, of which one after the other is killed with -9 and started again, while
// clients write and listeners listen. In the whole suite it is short;
//   CHAOS_SECONDS=30 vitest run test/chaos
// is the long one, with a kill every 5 seconds, and tells its counts.
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 8);
const KILL_EVERY_SECONDS = Math.min(5, SECONDS / 4);
/** None of them at the end. */
const KILLS = Math.ceil(SECONDS / KILL_EVERY_SECONDS) - 1;
const ACCOUNTS = 10;

vi.setConfig({ testTimeout: (SECONDS + 120) * 1_000, hookTimeout: 60_000 });

const EVENTS = 'events(after: $after)';
const EDITS = ['INVOICE_CREATED', 'INVOICE_UPDATED', 'CLIENT_UPDATED'];

/** What the listeners of each account want to hear, and how. Some ask for the same. */
const WISHES: [Way, Wish][] = [
  ['socket', { field: EVENTS }],
  ['stream', { field: EVENTS }],
  ['socket', { field: EVENTS }],
  ['socket', { field: `events(after: $after, types: [${EDITS}])`, types: EDITS }],
  [
    'stream',
    { field: 'invoicePaid(after: $after)', selection: 'invoice { state }', types: ['INVOICE_PAID'] },
  ],
  ['socket', { field: 'invoicePaid(after: $after)', types: ['INVOICE_PAID'] }],
  ['stream', { field: 'paymentReceived(after: $after)', types: ['PAYMENT_RECEIVED'] }],
];

const gateway = useGateway();
let nodes: Nodes;
beforeAll(async () => {
  const { database, config } = gateway.gateway;
  nodes = await startNodes(3, {
    DATABASE_URL: database.pool.options.connectionString!,
    DATA_DIR: config.dataDir,
  });
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') killProcesses();
});
afterAll(() => {
  vi.resetConfig();
  killProcesses();
});

async function openAccount(counts: WriteCounts): Promise<Books> {
  const { token, accountId } = await gateway.createCaller();
  return openBooks(new Caller({ url: nodes.urls[0]!, token, accountId }), counts);
}

async function listenToAll(accounts: Books[]): Promise<HeldListener[]> {
  const listeners: HeldListener[] = [];
  for (const { caller } of accounts) {
    const after = (await readLog(caller))[0]!.cursor;
    for (const [way, wish] of WISHES) {
      listeners.push(holdListener(caller, { wish, way, after, urls: nodes.urls, turn: listeners.length }));
    }
  }
  return listeners;
}

/** Everything that a client was told is done is there, once, and nothing else. @returns the log */
async function expectBooksInOrder(books: Books): Promise<Told[]> {
  const { pool } = gateway.gateway.database;
  const writes = await compareWrites(pool, books);
  expect(writes.written).toEqual(writes.told);
  const edits = await compareEdits(pool, books);
  expect(edits.written).toEqual(edits.told);
  const { wrong, paid } = await addUp(pool, books);
  expect(wrong).toEqual([]);
  expect(paid).toBe(toldPaid(books));

  const table = await readTable(pool, books.caller);
  expect(table.isGapless).toBe(true);
  expect(table.types).toEqual(expectedEvents(books));
  const log = await readLog(books.caller);
  expect(log.map(({ id }) => uuidOf(id))).toEqual(table.ids);
  return log;
}

/** It was told what the log says of what it wants to hear, in that order, and nothing else. */
async function expectToldAll({ caller, wish, way, told, faults }: HeldListener, first: Told): Promise<void> {
  const log = await readLog(caller, wish.types);
  const expected = log.filter(({ cursor }) => cursor !== first.cursor);
  await expect.poll(() => told.at(-1)?.cursor).toBe(expected.at(-1)?.cursor);
  expect({ way, wish, faults, difference: difference(told, expected) }).toEqual({
    ...{ way, wish, faults: [], difference: null },
  });
}

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

test(`three nodes, written to for ${SECONDS} s, of which one is killed every ${KILL_EVERY_SECONDS} s: nobody misses anything`, async () => {
  const counts = noWrites();
  const accounts = await Promise.all(Array.from({ length: ACCOUNTS }, () => openAccount(counts)));
  const listeners = await listenToAll(accounts);
  const hangUp = () => Promise.all(listeners.map((listener) => listener.stop()));
  onTestFinished(async () => void (await hangUp()));

  await writeThroughKills(accounts, {
    ...{ nodes, counts, seconds: SECONDS, kills: KILLS, killEverySeconds: KILL_EVERY_SECONDS },
  });

  expect(counts.faults).toEqual([]);
  let events = 0;
  for (const books of accounts) {
    const log = await expectBooksInOrder(books);
    events += log.length;
    const own = listeners.filter(({ caller }) => caller === books.caller);
    for (const listener of own) await expectToldAll(listener, log[0]!);
  }
  await hangUp();
  await nodes.stop();
  expect(nodes.complaints).toEqual([]);

  const reconnections = sum(listeners.map((listener) => listener.reconnections));
  expect(reconnections).toBeGreaterThanOrEqual(KILLS);
  if (!process.env.CHAOS_SECONDS) return;
  const told = sum(listeners.map((listener) => listener.told.length));
  const { faults: _, ...writes } = counts;
  const line = { seconds: SECONDS, kills: KILLS, events, listeners: listeners.length, told, reconnections };
  process.stdout.write(`${JSON.stringify({ ...line, ...writes })}\n`);
});

import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { killProcesses } from '../support/gateway-process.ts';
import {
  compareAttempts,
  confusedAmong,
  countArrivals,
  firstsAmong,
  overtakenAmong,
  readAttempts,
  readWanted,
  strangersAmong,
  takenOf,
} from './check-arrivals.ts';
import { type Arrival, type FickleReceiver, startFickleReceiver } from './fickle-receiver.ts';
import type { Told } from './listeners.ts';
import { type Nodes, startNodes } from './nodes.ts';
import { makeWebhooks, type Retries, retryUntil, type ToldWebhook } from './told-webhooks.ts';
import { writeThroughKills } from './write-through-kills.ts';
import { type Books, noWrites, openBooks } from './writers.ts';

// As in three-nodes.test.ts, with webhooks to a receiver that fails a third of the time and sometimes hangs. Here too
//   CHAOS_SECONDS=30 vitest run test/chaos
// is the long one, and tells its counts. The short one has its last kill early: what a killed node was sending is left
// alone for 25 s (LEASE_MS), and most of its time is spent waiting for that, while nothing else is done.
//
// What failed comes again after 5 s, and what failed twice after 5 minutes. Nobody waits for that here, nor is the time
// moved behind the nodes' backs: a user, who looks after each webhook all the while, through kills too, has such a
// delivery sent at once by `retryWebhookDelivery`. The receiver fails each delivery twice at the most, so that this ends.
const IS_LONG = process.env.CHAOS_SECONDS !== undefined;
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 8);
const KILL_EVERY_SECONDS = IS_LONG ? Math.min(5, SECONDS / 4) : 1.5;
/** None of them at the end. */
const KILLS = IS_LONG ? Math.ceil(SECONDS / KILL_EVERY_SECONDS) - 1 : 2;
const ACCOUNTS = 10;
/** So many webhooks hang from each kill on, none of them twice. */
const HANGS_PER_KILL = 2;
/** The lease of the last one killed, an attempt that hangs, and what has gathered behind them meanwhile. */
const PATIENCE_MS = 120_000;

vi.setConfig({ testTimeout: SECONDS * 1_000 + 2 * PATIENCE_MS, hookTimeout: 60_000 });

const gateway = useGateway();
let receiver: FickleReceiver;
let nodes: Nodes;
beforeAll(async () => {
  receiver = await startFickleReceiver();
  const { database, config } = gateway.gateway;
  const started = await startNodes(3, {
    DATABASE_URL: database.pool.options.connectionString!,
    DATA_DIR: config.dataDir,
    WEBHOOKS_ALLOW_LOOPBACK: 'on',
  });
  nodes = {
    ...started,
    killAndRestart(index) {
      // Then, for what the other nodes begin now is mostly given up by them, and not cut off by a kill of their own.
      receiver.hang(HANGS_PER_KILL);
      return started.killAndRestart(index);
    },
  };
});
afterEach(({ task }) => {
  if (task.result?.state === 'fail') killProcesses();
});
afterAll(async () => {
  vi.resetConfig();
  killProcesses();
  await receiver.stop();
});

const arrivalsAt = ({ path }: ToldWebhook) => receiver.arrivals.filter((arrival) => arrival.path === path);
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const placesOf = (arrivals: Arrival[]) => arrivals.map(({ payload }) => payload.sequence);

/** Waits until all that the webhooks have asked for was taken. @returns what that is */
async function awaitAll(webhooks: ToldWebhook[]): Promise<Map<ToldWebhook, Map<number, Told>>> {
  const wanted = new Map(
    await Promise.all(webhooks.map(async (webhook) => [webhook, await readWanted(webhook)] as const)),
  );
  const missing = () =>
    webhooks.flatMap((webhook) => {
      const taken = new Set(takenOf(arrivalsAt(webhook)));
      return [...wanted.get(webhook)!.keys()]
        .filter((place) => !taken.has(place))
        .map((place) => [webhook.path, place]);
    });
  await expect.poll(missing, { timeout: PATIENCE_MS, interval: 200 }).toEqual([]);
  return wanted;
}

/**
 * What arrived is what it has asked for: all of it, each under an id of its own, and nothing else; and the API says so.
 * @returns how many attempts nobody has written down
 */
async function expectToldAll(webhook: ToldWebhook, wanted: Map<number, Told>): Promise<number> {
  // What was answered is written down a little later; and what a killed node did not write down comes once more.
  const isDone = ({ state, nextAttemptAt }: Answer) => state === 'DELIVERED' && nextAttemptAt === null;
  const findUndone = async () => (await readAttempts(webhook)).filter((delivery) => !isDone(delivery));
  await expect.poll(findUndone, { timeout: PATIENCE_MS, interval: 200 }).toEqual([]);

  const arrivals = arrivalsAt(webhook);
  expect(takenOf(arrivals)).toEqual([...wanted.keys()]);
  expect(strangersAmong(arrivals, wanted)).toEqual([]);
  expect(confusedAmong(arrivals)).toEqual([]);
  // What a killed node had open was closed by its end, long before another took it up.
  expect(receiver.mostOpen(webhook.path)).toBe(1);
  // In the order of the log, but for what came before and is tried again.
  const firsts = firstsAmong(arrivals);
  expect(placesOf(firsts)).toEqual(placesOf(firsts).toSorted((a, b) => a - b));

  const { ids, wrong, unlogged } = compareAttempts(await readAttempts(webhook), arrivals);
  expect(ids).toEqual(firsts.map(({ id }) => id).sort());
  expect(wrong).toEqual([]);
  // A node that is killed has one attempt under way for a webhook, at the most.
  expect(unlogged).toBeGreaterThanOrEqual(0);
  expect(unlogged).toBeLessThanOrEqual(KILLS);
  return unlogged;
}

test(`three nodes, written to for ${SECONDS} s, of which ${KILLS} are killed: each webhook is told of everything`, async () => {
  const counts = noWrites();
  const openAccount = async (): Promise<Books> => {
    const { token, accountId } = await gateway.createCaller();
    return openBooks(new Caller({ url: nodes.urls[0]!, token, accountId }), counts);
  };
  const accounts = await Promise.all(Array.from({ length: ACCOUNTS }, openAccount));
  const webhooks = await makeWebhooks(accounts, receiver);
  const retries: Retries = { asked: 0, faults: [] };
  const over = new AbortController();
  onTestFinished(() => over.abort());
  const users = webhooks.map((webhook) => retryUntil(over.signal, { webhook, urls: nodes.urls, retries }));

  await writeThroughKills(accounts, {
    ...{ nodes, counts, seconds: SECONDS, kills: KILLS, killEverySeconds: KILL_EVERY_SECONDS },
  });
  // One that hung after all others are done would show nothing.
  receiver.hangNoMore();
  expect(counts.faults).toEqual([]);
  const wanted = await awaitAll(webhooks);

  expect(receiver.faults).toEqual([]);
  let unlogged = 0;
  for (const webhook of webhooks) unlogged += await expectToldAll(webhook, wanted.get(webhook)!);
  over.abort();
  await Promise.all(users);
  expect(retries.faults).toEqual([]);
  await nodes.stop();
  expect(nodes.complaints).toEqual([]);

  const met = countArrivals(receiver.arrivals);
  expect(met.deliveries).toBe(sum([...wanted.values()].map(({ size }) => size)));
  // All that the receiver was to do has come to be; else the rest would say little.
  expect(met.failed + met.slow + met.dropped).toBeGreaterThan(met.arrivals / 5);
  expect(met.hung).toBeGreaterThan(0);
  expect(retries.asked).toBeGreaterThan(0);
  // Nobody waits for one that hangs but its own webhook.
  expect(Math.min(...met.others)).toBeGreaterThan(0);
  if (!IS_LONG) return;
  const ofAll = webhooks.filter(({ path }) => path.endsWith('/all'));
  const events = sum(ofAll.map((webhook) => wanted.get(webhook)!.size));
  const overtaken = sum(webhooks.map((webhook) => overtakenAmong(arrivalsAt(webhook)).length));
  const line = { seconds: SECONDS, kills: KILLS, events, webhooks: webhooks.length, ...met };
  process.stdout.write(`${JSON.stringify({ ...line, overtaken, unlogged, retried: retries.asked })}\n`);
});

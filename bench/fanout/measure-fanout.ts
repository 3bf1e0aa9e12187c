// The scenario "fanout": 2,000 listeners of one account at one server, all with the same document.

import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { costBetween, residentMbOf, spentSoFar } from '../cost.ts';
import { noise, ratios, type Sample } from '../report.ts';
import type { Context, Result } from '../run.ts';
import { GATEWAY, type Running } from '../servers.ts';
import { takeTurns } from '../turns.ts';
import { type ListenedAccount, makeListenedAccount } from './account.ts';
import { type FanoutSample, fanoutTable } from './report.ts';
import { type Load, startLoad } from './start-load.ts';

/** Each server can be asked what memory it holds. */
export const NODE_OPTIONS = [
  '--expose-gc',
  `--import=${fileURLToPath(new URL('tell-held.ts', import.meta.url))}`,
];

const ROUNDS = 6;
const SETTLE_MS = 1_000;
const FIRST_LISTENERS = 100;
const WARM_UP_MS = 1_500;
const CALM_PER_SECOND = 5;
// A server takes note of closed sockets on its own time.
const LEAVE_MS = 300;

interface Turn extends Context {
  load: Load;
  account: ListenedAccount;
}

export async function measureFanout(servers: Running[], context: Context): Promise<Result> {
  const { options, database, say } = context;
  const { listeners, outstanding, seconds } = options;
  const rounds = options.rounds ?? ROUNDS;
  const load = startLoad();
  // Broken off, the run ends with the load generator, and stops what it has started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, load.stop);
  try {
    const account = await makeListenedAccount(database.url, listeners);
    const turn: Turn = { ...context, load, account };
    const kbPerListener = new Map<string, number>();
    for (const server of servers) {
      kbPerListener.set(server.name, await blaming(server, warmUp(server, turn)));
    }
    const samples = await takeTurns(servers, { rounds, say }, (server, again) =>
      blaming(server, take(server, { ...turn, again })),
    );
    const conditions = `${rounds} rounds of ${seconds} s each, ${listeners} listeners, ${outstanding} events under way`;
    return {
      ratios: ratios(samples),
      table: fanoutTable(samples, kbPerListener),
      noise: noise(samples, 'a delivery'),
      conditions,
    };
  } finally {
    load.stop();
  }
}

async function take(server: Running, turn: Turn & { again(window: Sample): boolean }): Promise<FanoutSample> {
  const { load, options, again } = turn;
  await gather(server, options.listeners, turn);
  let window: Awaited<ReturnType<typeof flood>>;
  do window = await flood(server, turn);
  while (again(window));
  const calm = await load.ask('trickle', { ms: options.seconds * 1_000, perSecond: CALM_PER_SECOND });
  const residentMb = residentMbOf(server.pid);
  await leave(load);
  return { ...window, calm, residentMb };
}

/** Says which server it was. */
function blaming<Value>({ name }: Running, work: Promise<Value>): Promise<Value> {
  return work.catch((error: Error) => {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  });
}

async function leave(load: Load): Promise<void> {
  await load.ask('close');
  await delay(LEAVE_MS);
}

/**
 * First a few listeners have the connections opened that all of them share, then all come.
 * @returns what each takes, in kB. It is asked before the server has been under load, which leaves behind
 *   memory that the next listeners take again.
 */
async function warmUp(server: Running, turn: Turn): Promise<number> {
  const { load, options, say } = turn;
  say(`warming up ${server.name}`);
  await gather(server, Math.min(FIRST_LISTENERS, options.listeners), turn);
  await leave(load);
  const without = await heldKb(server);
  await gather(server, options.listeners, turn);
  const withThem = await heldKb(server);
  await load.ask('flood', options.outstanding);
  await delay(WARM_UP_MS);
  await load.ask('rest');
  await leave(load);
  return (withThem - without) / options.listeners;
}

async function heldKb(server: Running): Promise<number> {
  return (await server.ask<{ heldKb: number }>()).heldKb;
}

/** Has the listeners come, each of which is told of an event at least. */
function gather({ name, host, port }: Running, listeners: number, turn: Turn): Promise<void> {
  const { load, account, database } = turn;
  return load.ask('open', {
    host,
    port,
    listeners,
    account,
    databaseUrl: database.url,
    records: name === GATEWAY,
    // A string that is ready for all of them can hold but one id.
    ownIds: name !== 'limit',
  });
}

async function flood({ pid }: Running, { load, options, database }: Turn) {
  await load.ask('flood', options.outstanding);
  await delay(SETTLE_MS);
  await load.ask('mark');
  const from = await load.ask('look');
  const before = spentSoFar(pid, database.postmasterPid);
  await delay(options.seconds * 1_000);
  const to = await load.ask('look');
  const after = spentSoFar(pid, database.postmasterPid);
  const busy = await load.ask('rest');
  const loadMs = to.cpuMs - from.cpuMs;
  const deliveries = to.deliveries - from.deliveries;
  const seconds = (to.atMs - from.atMs) / 1_000;
  return {
    ...costBetween(before, after, loadMs),
    deliveries,
    perSecond: deliveries / seconds,
    loadMsEach: loadMs / deliveries,
    loadPart: loadMs / 1_000 / seconds,
    busy,
  };
}

// The scenario "list": the servers' answers are compared, then they take turns.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { costBetween, residentMbOf, spentSoFar } from './cost.ts';
import { askAll } from './list.ts';
import { type ListSample, listTable } from './list-report.ts';
import type { Measured, Order, Reply } from './load.ts';
import { noise, ratios } from './report.ts';
import type { Context, Result } from './run.ts';
import type { Running } from './servers.ts';
import { takeTurns } from './turns.ts';

// A server that has been idle first finds its connections, its code and its memory again.
const SETTLE_MS = 700;
const WARM_UP_MS = 2_500;
const ROUNDS = 14;

export async function measureList(servers: Running[], context: Context): Promise<Result> {
  const { options, database, say } = context;
  const rounds = options.rounds ?? ROUNDS;
  const load = startLoad();
  // Broken off, the run ends with the load generator, and stops what it has started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, load.stop);
  try {
    await prepare(servers, context, { load });
    const samples = await takeTurns(servers, { rounds, say }, async ({ name, pid }, again) => {
      let sample: ListSample;
      do {
        await load.give({ window: { target: name, ms: SETTLE_MS } });
        const before = spentSoFar(pid, database.postmasterPid);
        const measured = (await load.give({ window: { target: name, ms: options.seconds * 1_000 } }))!;
        const cost = costBetween(before, spentSoFar(pid, database.postmasterPid), measured.cpuMs);
        sample = {
          ...measured,
          ...cost,
          perSecond: measured.requests / measured.seconds,
          loadMsEach: measured.cpuMs / measured.requests,
          residentMb: residentMbOf(pid),
        };
      } while (again(sample));
      return sample;
    });
    const conditions = `${rounds} rounds of ${options.seconds} s each, ${options.connections} connections`;
    return {
      ratios: ratios(samples),
      table: listTable(samples),
      noise: noise(samples, 'a request'),
      conditions,
    };
  } finally {
    load.stop();
  }
}

/** @throws when two servers do not give the same answers */
async function prepare(
  servers: Running[],
  { database, say, options }: Context,
  { load }: { load: Load },
): Promise<void> {
  const { connections } = options;
  let first: { name: string; answers: string[] } | undefined;
  for (const { name, host, port } of servers) {
    say(`comparing the answers of ${name}`);
    const asked = await askAll({ name, port }, database.accounts);
    const answers = asked.map(({ answer }) => answer);
    first ??= { name, answers };
    expectSame(first, { name, answers });
    const exchanges = asked.map(({ exchange }) => exchange);
    await load.give({ target: { name, host, port, connections, exchanges } });
    await load.give({ window: { target: name, ms: WARM_UP_MS } });
  }
}

function expectSame(a: { name: string; answers: string[] }, b: { name: string; answers: string[] }): void {
  const page = a.answers.findIndex((answer, index) => answer !== b.answers[index]);
  if (page < 0) return;
  const lines = [a, b].map(({ answers }) => answers[page]!.split('\n'));
  const at = lines[0]!.findIndex((line, index) => line !== lines[1]![index]);
  const [left, right] = lines.map((one) => one.slice(Math.max(0, at - 3), at + 2).join('\n'));
  throw new Error(`Page ${page} differs.\n${a.name} says:\n${left}\n${b.name} says:\n${right}`);
}

interface Load {
  /** @returns what was measured, for a window */
  give(order: Order): Promise<Measured | undefined>;
  stop(): void;
}

function startLoad(): Load {
  const child = fork(fileURLToPath(new URL('load.ts', import.meta.url)));
  const ended = once(child, 'exit').then(() => [{ error: 'The load generator ended.' }]);
  return {
    async give(order) {
      child.send(order);
      const [reply] = (await Promise.race([once(child, 'message'), ended])) as [Reply];
      if ('error' in reply) throw new Error(reply.error);
      return 'measured' in reply ? reply.measured : undefined;
    },
    stop: () => child.kill(),
  };
}

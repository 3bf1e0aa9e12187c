// One run: seed, start all servers, compare their answers, then let them take turns.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuMsOf, cpuMsOfTree, machineMs, residentMbOf } from './cost.ts';
import * as list from './list.ts';
import type { Measured, Order, Reply } from './load.ts';
import { isDisturbed, noise, ratios, type Sample, type Samples, table } from './report.ts';
import { type SeededDatabase, startSeededDatabase } from './seed.ts';
import { type Running, startServer } from './servers.ts';

export interface Options {
  /** Servers, in the table's order. */
  names: string[];
  rounds: number;
  seconds: number;
  connections: number;
  profile: boolean;
  json: boolean;
}

const SCENARIOS = [list];
const DATA = fileURLToPath(new URL('.data/', import.meta.url));

// A server that has been idle first finds its connections, its code and its memory again.
const SETTLE_MS = 700;
const WARM_UP_MS = 2_500;

export async function run(options: Options, say: (text: string) => void): Promise<string> {
  const load = startLoad();
  const undo: (() => Promise<void>)[] = [async () => load.stop()];
  // Broken off, the run ends with the load generator, and stops what it has started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => load.stop());
  try {
    const database = await startSeededDatabase(DATA, say);
    undo.push(database.stop);
    const profileDir = options.profile ? join(DATA, 'profiles') : undefined;
    if (profileDir) await mkdir(profileDir, { recursive: true });

    const servers: Running[] = [];
    for (const name of options.names) {
      say(`starting ${name}`);
      const server = await startServer(name, { databaseUrl: database.url, profileDir });
      undo.push(server.stop);
      servers.push(server);
    }

    const texts: string[] = [];
    const results: Record<string, Record<string, number>> = {};
    for (const scenario of SCENARIOS) {
      await prepare(scenario, { servers, database, load, connections: options.connections, say });
      const samples = await takeTurns({ servers, database, load, options, say });
      results[scenario.name] = ratios(samples);
      texts.push(
        `### ${scenario.name}\n\n${table(samples)}\n\n${noise(samples)}\n${conditions(options, database)}\n`,
      );
    }
    return texts.join('\n') + (options.json ? `${JSON.stringify(results)}\n` : '');
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** @throws when two servers do not give the same answers */
async function prepare(
  scenario: typeof list,
  context: {
    servers: Running[];
    database: SeededDatabase;
    load: Load;
    connections: number;
    say(text: string): void;
  },
): Promise<void> {
  const { servers, database, load, connections, say } = context;
  let first: { name: string; answers: string[] } | undefined;
  for (const { name, host, port } of servers) {
    say(`comparing the answers of ${name}`);
    const asked = await scenario.askAll({ name, port }, database.accounts);
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

/**
 * All servers stay up, idle but for the one whose turn it is. A turn is short, and the order moves on
 * by one each round, so that what disturbs the machine for a while disturbs all alike. A turn that
 * another program disturbed is taken again, as long as there are not too many.
 */
async function takeTurns(context: {
  servers: Running[];
  database: SeededDatabase;
  load: Load;
  options: Options;
  say(text: string): void;
}): Promise<Samples> {
  const { servers, database, load, options, say } = context;
  const samples: Samples = new Map(servers.map(({ name }) => [name, []]));
  let retakes = Math.floor((options.rounds * servers.length) / 4);
  for (let round = 0; round < options.rounds; round++) {
    say(`round ${round + 1} of ${options.rounds}`);
    for (let turn = 0; turn < servers.length; turn++) {
      const server = servers[(round + turn) % servers.length]!;
      let sample: Sample;
      do {
        await load.give({ window: { target: server.name, ms: SETTLE_MS } });
        sample = await measure(server, { database, load, ms: options.seconds * 1_000 });
      } while (isDisturbed(sample) && retakes-- > 0);
      samples.get(server.name)!.push(sample);
    }
  }
  return samples;
}

async function measure(
  { name, pid }: Running,
  { database, load, ms }: { database: SeededDatabase; load: Load; ms: number },
): Promise<Sample> {
  const cost = () => ({
    node: cpuMsOf(pid),
    postgres: cpuMsOfTree(database.postmasterPid),
    busy: machineMs()?.busy,
    all: machineMs()?.all,
  });
  const before = cost();
  const measured = (await load.give({ window: { target: name, ms } }))!;
  const after = cost();
  const taken = (what: keyof typeof before) => {
    const [from, to] = [before[what], after[what]];
    return from === undefined || to === undefined ? undefined : to - from;
  };
  const nodeMs = taken('node');
  const postgresMs = taken('postgres');
  const ours = (nodeMs ?? 0) + (postgresMs ?? 0) + measured.cpuMs;
  const othersPart = (taken('busy')! - ours) / taken('all')!;
  return { ...measured, nodeMs, postgresMs, othersPart, residentMb: residentMbOf(pid) };
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

function conditions({ rounds, seconds, connections }: Options, { version }: SeededDatabase): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, PostgreSQL ${version}`;
  return `${rounds} rounds of ${seconds} s each, ${connections} connections; ${machine}.`;
}

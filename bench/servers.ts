// The servers that are measured, each a process of its own on the same Node.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const GATEWAY = 'gateway';

/** The scenarios, and for each its peers, and what its table calls them. */
export const PEERS = {
  list: {
    limit: 'one SQL statement, `node:http` + `pg` (the limit)',
    mercurius: 'Mercurius, JIT, `pg` loaders',
    postgraphile: 'PostGraphile 5',
    apollo: 'Apollo Server, plain Prisma resolvers',
  },
  fanout: {
    limit: '`ws` broadcast of a ready string (the limit)',
    mercurius: 'Mercurius subscriptions',
    yoga: 'GraphQL Yoga, `createPubSub`, graphql-ws',
  },
} satisfies Record<string, Record<string, string>>;

export type ScenarioName = keyof typeof PEERS;

export function label(scenario: ScenarioName, server: string): string {
  return server === GATEWAY ? '**this gateway**' : (PEERS[scenario] as Record<string, string>)[server]!;
}

const FOLDERS: Record<ScenarioName, string> = { list: 'bench/peers', fanout: 'bench/fanout/peers' };

export interface Running {
  name: string;
  host: string;
  port: number;
  pid: number;
  /** Asks what its Node was loaded with; it must have been told to answer by `nodeOptions`. */
  ask<Answer>(): Promise<Answer>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const START_MS = 60_000;
const STOP_MS = 15_000;
const ROOT = fileURLToPath(new URL('../', import.meta.url));

export interface Start {
  databaseUrl: string;
  profileDir: string | undefined;
  /** Options of Node, the same for all. */
  nodeOptions?: string[];
}

export async function startServer(
  scenario: ScenarioName,
  name: string,
  { databaseUrl, profileDir, nodeOptions = [] }: Start,
): Promise<Running> {
  const port = await freePort();
  const entry = name === GATEWAY ? 'src/main.ts' : `${FOLDERS[scenario]}/${name}.ts`;
  const profiling = profileDir && name === GATEWAY ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : [];
  const child = spawn(process.execPath, [...nodeOptions, ...profiling, entry], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      HOST,
      PORT: String(port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said = listen(child);
  await untilReady(name, { child, port, said });
  const ask = async <Answer>() => {
    child.send('tell');
    const [answer] = await once(child, 'message');
    return answer as Answer;
  };
  return { name, host: HOST, port, pid: child.pid!, ask, stop: () => stop(child) };
}

/** The end of what the process has written, for when it fails. */
function listen(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-4_000);
    });
  }
  return () => text;
}

async function untilReady(
  name: string,
  { child, port, said }: { child: ChildProcess; port: number; said: () => string },
): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} ended:\n${said()}`);
    if (Date.now() > deadline) {
      await stop(child);
      throw new Error(`${name} does not answer:\n${said()}`);
    }
    await delay(100);
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://${HOST}:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(killer);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type GatewayProcess, startProcess } from '../support/gateway-process.ts';

/** Gateways over one database, each a process of its own, that come and go. */
export interface Nodes {
  /** Whether somebody is there or not: a node comes back at the address that it had. */
  readonly urls: readonly string[];
  /** What they have told the log since the start, killed ones included. */
  readonly complaints: string[];
  /** Ends one as a power cut would, and starts it again. @returns once it is back */
  killAndRestart(index: number): Promise<void>;
  /** Lets all of them end in peace. */
  stop(): Promise<void>;
}

/** @param env what all of them share */
export async function startNodes(count: number, env: Record<string, string>): Promise<Nodes> {
  const complaints: string[] = [];
  const ports = await findPorts(count);
  const start = (port: string) =>
    startProcess(
      { ...env, PORT: port, HOST: '127.0.0.1', LOG_LEVEL: 'error', NODE_ENV: 'production' },
      { hasDemo: false },
    );
  const nodes: GatewayProcess[] = await Promise.all(ports.map(start));

  async function end(index: number, signal: NodeJS.Signals): Promise<void> {
    const { child, ended } = nodes[index]!;
    child.kill(signal);
    const { code, stderr } = await ended;
    if (stderr) complaints.push(stderr);
    if (signal === 'SIGTERM' && code !== 0) complaints.push(`It ended with ${code}.`);
  }

  return {
    urls: nodes.map(({ url }) => url),
    complaints,
    async killAndRestart(index) {
      await end(index, 'SIGKILL');
      nodes[index] = await start(ports[index]!);
    },
    async stop() {
      await Promise.all(nodes.map((_, index) => end(index, 'SIGTERM')));
    },
  };
}

/**
 * Kills one node after the other, so many in all; later than it is due where otherwise nobody might be there.
 * @returns at the last kill what waits until all of them are back
 */
export async function killInTurn(
  { urls, killAndRestart }: Nodes,
  { kills, everySeconds }: { kills: number; everySeconds: number },
): Promise<{ back: Promise<unknown> }> {
  const begun = performance.now();
  const back = urls.map(() => Promise.resolve());
  for (let kill = 1; kill <= kills; kill += 1) {
    const [index, next] = [kill % urls.length, (kill + 1) % urls.length];
    await pause(begun + kill * everySeconds * 1_000 - performance.now());
    await Promise.all([back[index], back[next]]);
    back[index] = killAndRestart(index);
  }
  return { back: Promise.all(back) };
}

/**
 * Ports below those that the system gives to whoever connects: one of these might be taken while its node is
 * away, by nothing but an attempt to connect to it.
 */
async function findPorts(count: number): Promise<string[]> {
  const ports = new Set<string>();
  while (ports.size < count) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (isFree) ports.add(String(port));
    server.close();
  }
  return [...ports];
}

/** Whether nobody is there: what was sent has reached no one. */
export function isTurnedAway(error: unknown): boolean {
  const { cause, error: inner } = (error ?? {}) as { cause?: unknown; error?: unknown };
  return [error, cause, inner].some(
    (one) => (one as { code?: unknown } | undefined)?.code === 'ECONNREFUSED',
  );
}

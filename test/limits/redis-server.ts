import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'vitest';
import { findFreePort } from '../support/gateway-process.ts';

/** Debian's `redis-server` may not be there: tests that need it say that they were skipped. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer {
  url: string;
  child: ChildProcess;
  kill(): Promise<void>;
}

/** A Redis of the test's own, which keeps nothing. */
export async function startRedis(port?: string): Promise<RedisServer> {
  const chosen = port ?? (await findFreePort());
  const options = ['--port', chosen, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  await expect.poll(() => answers(Number(chosen)), { interval: 20 }).toBe(true);
  return {
    url: `redis://127.0.0.1:${chosen}`,
    child,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

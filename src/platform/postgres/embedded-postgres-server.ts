import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { uptime } from 'node:os';
import type { Cluster } from './embedded-postgres-cluster.ts';
import { isAlive } from './embedded-postgres-folders.ts';
import { serverEnvironment } from './embedded-postgres-user.ts';

const logLimitBytes = 10_000_000;

/** The content of the server's lock file; `port` is missing early in the startup. */
export type LockFile = { pid: number; startedAtS: number; port: number | undefined };

export type Launch = { pid: number | undefined; failure: () => string | undefined };

/**
 * Starts a server on a free port, without waiting until it runs or finds the cluster in use.
 *
 * @param staleLock the lock file of a server that is gone. PostgreSQL ignores its process id, whichever process has
 *   it now, but still checks for other signs of a running server; it honours any other lock file.
 */
export async function launch(
  { binaries, pgData, location, logFile, user }: Cluster,
  { durable, staleLock }: { durable: boolean; staleLock: LockFile | undefined },
): Promise<Launch> {
  const settings = { ...serverSettings, port: await freePort(), ...(durable ? {} : { fsync: 'off' }) };
  await limitLog(logFile);
  const log = await open(logFile, 'a', 0o600);
  if (user) await log.chown(user.uid, user.gid);
  const env = serverEnvironment();
  const child = spawn(
    binaries.postgres,
    ['-D', pgData, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      // A session of its own: Ctrl-C in our terminal is not meant for it.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      cwd: location,
      env: staleLock ? { ...env, PG_GRANDPARENT_PID: String(staleLock.pid) } : env,
      ...user,
    },
  );
  let failure: string | undefined;
  child.on('error', (error) => {
    failure = error.message;
  });
  child.on('exit', (code, signal) => {
    failure = `it ended with ${signal ?? `code ${code}`}`;
  });
  child.unref();
  await log.close();
  return { pid: child.pid, failure: () => failure };
}

const serverSettings = {
  listen_addresses: '127.0.0.1',
  // A socket's path may be too long, and sockets are not needed.
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  // The gateway reports failed statements itself, and their text and values are customers' data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

/** Signals the server to end its sessions and stop; only for a server that is known to run. */
export function requestStop({ pid }: LockFile): void {
  // Not by a helper program, which could outlive us and stop a server that others use by then.
  process.kill(pid, 'SIGINT');
}

export async function readLockFile({ pgData }: Cluster): Promise<LockFile | undefined> {
  try {
    const lines = (await readFile(`${pgData}/postmaster.pid`, 'utf8')).split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, startedAtS: Number(lines[2]), port: Number(lines[3]) || undefined } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the lock file's server still runs; another program may have its process id by now. */
export async function isServing({ pgData }: Cluster, lock: LockFile): Promise<boolean> {
  if (!isAlive(lock.pid)) return false;
  if (process.platform !== 'linux') return lock.startedAtS > Date.now() / 1000 - uptime() - 1;
  try {
    // The start time does not help: a container's host keeps running when the container is killed.
    return (await readFile(`/proc/${lock.pid}/cmdline`, 'utf8')).split('\0').includes(pgData);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** Returns the last lines of the server's log. */
export async function readLogEnd({ logFile }: Cluster): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-8).join('\n');
}

async function limitLog(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (file) => file.size,
    () => 0,
  );
  if (size > logLimitBytes) await rename(logFile, `${logFile}.1`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

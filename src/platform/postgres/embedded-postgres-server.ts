import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { uptime } from 'node:os';
import type { Cluster } from './embedded-postgres-cluster.ts';
import { isAlive } from './embedded-postgres-folders.ts';
import { serverEnvironment } from './embedded-postgres-user.ts';

const logLimitBytes = 10_000_000;

/** What the server's lock file says; `port` is missing in the first moments of a start. */
export type LockFile = { pid: number; startedAtS: number; port: number | undefined };

export type Launch = { pid: number | undefined; failure: () => string | undefined };

/**
 * Starts a server on a free port; whether it comes up, or finds that another one has the cluster, shows later.
 *
 * @param staleLock a lock file of a server that is gone. PostgreSQL takes its process id for free whoever has
 *   it now, and still looks by itself for other signs of life; any other lock file it honours.
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
  // The path of a socket may be too long for one, and nobody needs it.
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '256MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  // A failed statement is its sender's to report, and its text and values are the customers'.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

/** Tells the server to end its sessions and stop; only for one that is known to run. */
export function requestStop({ pid }: LockFile): void {
  // No helper program, which could live on after us and stop a server that others have come to use.
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

/** Whether the lock file's server still runs; its process id may be another program's by now. */
export async function isServing({ pgData }: Cluster, lock: LockFile): Promise<boolean> {
  if (!isAlive(lock.pid)) return false;
  if (process.platform !== 'linux') return lock.startedAtS > Date.now() / 1000 - uptime() - 1;
  try {
    // Not by the time of the start: the machine of a container runs on when the container is killed.
    return (await readFile(`/proc/${lock.pid}/cmdline`, 'utf8')).split('\0').includes(pgData);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** The last lines that the server wrote. */
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

import { realpath } from 'node:fs/promises';
import { Client } from 'pg';
import { type Cluster, superuser } from './embedded-postgres-cluster.ts';
import { isServing, type LockFile, readLockFile } from './embedded-postgres-server.ts';

/** Every user of a server has a shared lock on this; a process with the exclusive lock may stop the server. */
const usersLock = 0x62696c6c;

export const databaseName = 'billing';

/** The driver's types lack `ref` and `unref`, which work as on a timer. */
type Session = Client & { ref(): void; unref(): void };

export type Attachment = { session: Session; lock: LockFile };

/** `absent`: no server runs. `busy`: a server is starting, stopping or failing. */
export type Attempt =
  | ({ state: 'attached' } & Attachment)
  | { state: 'absent'; staleLock: LockFile | undefined }
  | { state: 'busy'; reason: string };

/** Makes one attempt to become a user of the cluster's server, without waiting. */
export async function tryAttach(cluster: Cluster): Promise<Attempt> {
  const lock = await readLockFile(cluster);
  if (!lock) return { state: 'absent', staleLock: undefined };
  if (!(await isServing(cluster, lock))) return { state: 'absent', staleLock: lock };
  if (!lock.port) return { state: 'busy', reason: 'it has not opened its port' };
  const session = newSession(cluster, lock.port, 'postgres');
  try {
    await session.connect();
    await assertServes(session, cluster);
    const { rows } = await session.query<{ granted: boolean }>(
      'SELECT pg_try_advisory_lock_shared($1) AS granted',
      [usersLock],
    );
    if (!rows[0]!.granted) throw new Error('its last user is stopping it');
    // The process that stops the server has the lock until the server ends its session. The lock may then be granted
    // to us, in a session about to end as well. But by then the server accepts no new session.
    await enterDatabase(cluster, lock.port, session);
    session.unref();
    return { state: 'attached', session, lock };
  } catch (error) {
    await session.end().catch(() => {});
    return { state: 'busy', reason: (error as Error).message };
  }
}

/** Ends our use of the server; returns true if there is no other user, and excludes new ones until the session ends. */
export async function releaseForStop(session: Session): Promise<boolean> {
  session.ref();
  await session.query('SELECT pg_advisory_unlock_shared($1)', [usersLock]);
  const { rows } = await session.query<{ granted: boolean }>('SELECT pg_try_advisory_lock($1) AS granted', [
    usersLock,
  ]);
  return rows[0]!.granted;
}

export function urlOf({ password }: Cluster, port: number, database: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`;
}

function newSession(cluster: Cluster, port: number, database: string): Session {
  const session = new Client({
    connectionString: urlOf(cluster, port, database),
    application_name: 'billing-gateway embedded',
    connectionTimeoutMillis: 10_000,
  });
  // Without a listener, a server crash would end our process.
  session.on('error', () => {});
  return session as Session;
}

/** Another cluster may use a stale lock file's port by now, even a copy of this one with the same password. */
async function assertServes(session: Session, { pgData }: Cluster): Promise<void> {
  const { rows } = await session.query<{ data_directory: string }>('SHOW data_directory');
  if ((await realpath(rows[0]!.data_directory)) !== (await realpath(pgData))) {
    throw new Error('its port is used by the server of another cluster');
  }
}

/** Opens a second session in the gateway's database, which it creates if missing. */
async function enterDatabase(cluster: Cluster, port: number, session: Session): Promise<void> {
  const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
  if (!rowCount) await session.query(`CREATE DATABASE ${databaseName}`);
  const second = newSession(cluster, port, databaseName);
  await second.connect();
  await second.end();
}

import { realpath } from 'node:fs/promises';
import { Client } from 'pg';
import { type Cluster, superuser } from './embedded-postgres-cluster.ts';
import { isServing, type LockFile, readLockFile } from './embedded-postgres-server.ts';

/** Everyone who uses a server holds this lock shared; who gets it for himself alone may stop the server. */
const usersLock = 0x62696c6c;

export const databaseName = 'billing';

/** `ref` and `unref`, as of a timer, are missing from the driver's types. */
type Session = Client & { ref(): void; unref(): void };

export type Attachment = { session: Session; lock: LockFile };

/** `absent`: nobody serves the cluster. `busy`: somebody does, but is coming up, going down or in trouble. */
export type Attempt =
  | ({ state: 'attached' } & Attachment)
  | { state: 'absent'; staleLock: LockFile | undefined }
  | { state: 'busy'; reason: string };

/** One attempt to become a user of the cluster's server; it does not wait. */
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
    // Who stops the server holds the lock until the server ends that session, and then it may be granted
    // to us, in a session that is about to be ended too. But by then no new session is let in.
    await enterDatabase(cluster, lock.port, session);
    session.unref();
    return { state: 'attached', session, lock };
  } catch (error) {
    await session.end().catch(() => {});
    return { state: 'busy', reason: (error as Error).message };
  }
}

/** Gives up our use of the server; true when nobody else uses it, and none will be let in until the session ends. */
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
  // Without a listener a server that dies would take our process with it.
  session.on('error', () => {});
  return session as Session;
}

/** A stale lock file's port may have become another cluster's, even a copy of this one with the same password. */
async function assertServes(session: Session, { pgData }: Cluster): Promise<void> {
  const { rows } = await session.query<{ data_directory: string }>('SHOW data_directory');
  if ((await realpath(rows[0]!.data_directory)) !== (await realpath(pgData))) {
    throw new Error('its port is used by the server of another cluster');
  }
}

/** Opens a second session, in the gateway's database, which is made when it is missing. */
async function enterDatabase(cluster: Cluster, port: number, session: Session): Promise<void> {
  const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
  if (!rowCount) await session.query(`CREATE DATABASE ${databaseName}`);
  const second = newSession(cluster, port, databaseName);
  await second.connect();
  await second.end();
}

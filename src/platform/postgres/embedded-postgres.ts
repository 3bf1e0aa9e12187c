import { setTimeout as delay } from 'node:timers/promises';
import {
  type Attachment,
  databaseName,
  releaseForStop,
  tryAttach,
  urlOf,
} from './embedded-postgres-attachment.ts';
import { type Cluster, openCluster } from './embedded-postgres-cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import {
  isServing,
  type Launch,
  type LockFile,
  launch,
  readLockFile,
  readLogEnd,
  requestStop,
} from './embedded-postgres-server.ts';

export type EmbeddedPostgres = {
  /** The gateway's database, as the server's superuser. */
  url: string;
  /** The folder that holds the cluster; not always inside the data directory. */
  location: string;
  /** Whether the server was running already, started by another process. */
  adopted: boolean;
  /** Ends our use of the server, and stops it if there is no other user. */
  stop(): Promise<void>;
};

const timeoutMs = 60_000;
const pollMs = 15;
const maxLaunches = 5;

/**
 * Starts the embedded PostgreSQL of a data directory, which is created at the first start.
 *
 * Any number of processes can use it concurrently: they share one server, which the last of them stops. A process
 * that is killed leaves the server running, and the next start uses it.
 *
 * @param options.durable false trades durability for speed, for tests.
 * @throws EmbeddedPostgresError
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const durable = options.durable ?? true;
  const cluster = await openCluster({ dataDir: options.dataDir, durable });
  const { attachment, adopted } = await attachOrLaunch(cluster, durable);
  return {
    url: urlOf(cluster, attachment.lock.port!, databaseName),
    location: cluster.location,
    adopted,
    stop: stayAttached(cluster, attachment),
  };
}

async function attachOrLaunch(
  cluster: Cluster,
  durable: boolean,
): Promise<{ attachment: Attachment; adopted: boolean }> {
  const deadline = Date.now() + timeoutMs;
  let launched: Launch | undefined;
  let launches = 0;
  let trouble = 'it does not start';
  while (Date.now() < deadline) {
    const attempt = await tryAttach(cluster);
    if (attempt.state === 'attached') {
      return { attachment: attempt, adopted: attempt.lock.pid !== launched?.pid };
    }
    if (attempt.state === 'busy') {
      trouble = attempt.reason;
      // Another server runs, so ours, if it has ended, only lost the race.
      launches = 0;
    } else if (!launched || launched.failure()) {
      trouble = launched?.failure() ?? trouble;
      if (launches === maxLaunches) break;
      launches++;
      launched = await launch(cluster, { durable, staleLock: attempt.staleLock });
    }
    await delay(pollMs);
  }
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL cannot be used (${trouble}): see the end of ${cluster.logFile}, ` +
      `or set DATABASE_URL to another.\n${await readLogEnd(cluster)}`,
  );
}

/** Remains a user of the server until the returned function is called. */
function stayAttached(cluster: Cluster, first: Attachment): () => Promise<void> {
  let current: Attachment | undefined;
  let stopped: Promise<void> | undefined;

  function keep(attachment: Attachment): void {
    current = attachment;
    attachment.session.once('end', () => {
      current = undefined;
      if (!stopped) void reattach();
    });
  }

  // If one session crashes, PostgreSQL ends all sessions and keeps running. Without our lock, another process that
  // stops would stop the server for us too.
  async function reattach(): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!stopped && Date.now() < deadline) {
      const attempt = await tryAttach(cluster);
      if (attempt.state === 'attached') return stopped ? attempt.session.end() : keep(attempt);
      if (attempt.state === 'absent') return;
      await delay(pollMs, undefined, { ref: false });
    }
  }

  async function stop(): Promise<void> {
    let attachment = current;
    if (!attachment) {
      const attempt = await tryAttach(cluster);
      if (attempt.state !== 'attached') return;
      attachment = attempt;
    }
    const { session, lock } = attachment;
    // If the session has died, there is nothing left to release.
    const isLast = await releaseForStop(session).catch(() => false);
    if (isLast) await stopServer(cluster, lock);
    await session.end();
  }

  keep(first);
  return () => (stopped ??= stop());
}

async function stopServer(cluster: Cluster, lock: LockFile): Promise<void> {
  requestStop(lock);
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const remaining = await readLockFile(cluster);
    if (remaining?.pid !== lock.pid || !(await isServing(cluster, lock))) return;
    await delay(pollMs);
  }
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL did not stop within ${timeoutMs / 1000} s: end process ${lock.pid} manually.\n${await readLogEnd(cluster)}`,
  );
}

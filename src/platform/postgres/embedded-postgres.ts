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
  /** Another process had started the server, and it was still running. */
  adopted: boolean;
  /** Ends our use of the server, and the server with it if nobody else uses it. */
  stop(): Promise<void>;
};

const patienceMs = 60_000;
const pollMs = 15;
const launchesInARow = 5;

/**
 * Serves the data directory from a PostgreSQL of our own, made at the first start.
 *
 * Any number of processes may do so at once: they share one server, which the last of them stops. One that
 * is killed leaves it running, for the next start to use.
 *
 * @param options.durable false trades safety for speed, for tests.
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
    stop: holdUntilStopped(cluster, attachment),
  };
}

async function attachOrLaunch(
  cluster: Cluster,
  durable: boolean,
): Promise<{ attachment: Attachment; adopted: boolean }> {
  const deadline = Date.now() + patienceMs;
  let launched: Launch | undefined;
  let launches = 0;
  let trouble = 'it does not come up';
  while (Date.now() < deadline) {
    const attempt = await tryAttach(cluster);
    if (attempt.state === 'attached') {
      return { attachment: attempt, adopted: attempt.lock.pid !== launched?.pid };
    }
    if (attempt.state === 'busy') {
      trouble = attempt.reason;
      // Somebody serves, so ours, if it has ended, only came second.
      launches = 0;
    } else if (!launched || launched.failure()) {
      trouble = launched?.failure() ?? trouble;
      if (launches === launchesInARow) break;
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
function holdUntilStopped(cluster: Cluster, first: Attachment): () => Promise<void> {
  let current: Attachment | undefined;
  let stopped: Promise<void> | undefined;

  function hold(attachment: Attachment): void {
    current = attachment;
    attachment.session.once('end', () => {
      current = undefined;
      if (!stopped) void regain();
    });
  }

  // When one session crashes, PostgreSQL ends all of them and goes on. Without our lock on it, another
  // process that stops would stop it for us too.
  async function regain(): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!stopped && Date.now() < deadline) {
      const attempt = await tryAttach(cluster);
      if (attempt.state === 'attached') return stopped ? attempt.session.end() : hold(attempt);
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
    // When the session has died under us there is nothing left to release.
    const isLast = await releaseForStop(session).catch(() => false);
    if (isLast) await stopServer(cluster, lock);
    await session.end();
  }

  hold(first);
  return () => (stopped ??= stop());
}

async function stopServer(cluster: Cluster, lock: LockFile): Promise<void> {
  requestStop(lock);
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const remaining = await readLockFile(cluster);
    if (remaining?.pid !== lock.pid || !(await isServing(cluster, lock))) return;
    await delay(pollMs);
  }
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL did not stop within ${patienceMs / 1000} s: end process ${lock.pid} by hand.\n${await readLogEnd(cluster)}`,
  );
}

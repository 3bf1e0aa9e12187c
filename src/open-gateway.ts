import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Gateway } from './platform/gateway.ts';
import { createIdGenerator } from './platform/id-generator.ts';
import { createLogger } from './platform/log.ts';
import { openDatabase } from './platform/postgres/database.ts';
import { startEmbeddedPostgres } from './platform/postgres/embedded-postgres.ts';
import { applyMigrations } from './platform/postgres/migrate.ts';
import { createWorker } from './platform/worker.ts';
import { openEventFeed } from './subscriptions/open-event-feed.ts';

/** Opens and migrates the configured database, or the embedded one. */
export async function openConfiguredDatabase(
  config: Config,
): Promise<{ databaseUrl: string; stop: () => Promise<void> }> {
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ dataDir: config.dataDir });
  const databaseUrl = config.databaseUrl ?? embedded!.url;
  try {
    await applyMigrations(config.directDatabaseUrl ?? databaseUrl);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  return { databaseUrl, stop: async () => embedded?.stop() };
}

/** How much longer than a request a statement may take: the request has timed out by then. */
const STATEMENT_GRACE_MS = 1_000;

/** Assembles a gateway's services on a migrated database. */
export function assembleGateway(
  config: Config,
  databaseUrl: string,
  { clock = systemClock, log = createLogger(config.logLevel) }: Partial<Pick<Gateway, 'clock' | 'log'>> = {},
): Gateway {
  const database = openDatabase(
    databaseUrl,
    (error) => log.warn({ error: error.message }, 'A database connection broke.'),
    { statementTimeoutMs: config.requestTimeoutSeconds * 1_000 + STATEMENT_GRACE_MS },
  );
  const { directDatabaseUrl = databaseUrl, redisUrl } = config;
  const events = openEventFeed(database, { databaseUrl: directDatabaseUrl, redisUrl }, log);
  return { config, clock, ids: createIdGenerator(clock), log, database, events, worker: createWorker(log) };
}

import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

/** The database cannot be migrated to this version; the message says what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

type Migration = { name: string; sql: string; checksum: string };
type Recorded = { name: string; checksum: string; finished: boolean };

/** The key that `prisma migrate deploy` locks, so that it and this runner wait for each other. */
const lockKey = 72_707_369;

const ownMigrations = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/**
 * Applies the pending migrations, each in its own transaction.
 *
 * Uses the same table as `prisma migrate deploy`, so that either can follow the other. Any number of processes can
 * call it concurrently.
 * @returns the names of the applied migrations
 * @throws MigrationError if the database does not match these migrations, or one of them fails
 */
export async function applyMigrations(
  databaseUrl: string,
  folder = ownMigrations,
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder);
  const client = new Client({ connectionString: databaseUrl });
  // A broken connection rejects the running query; without a listener it would also end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    const applied: string[] = [];
    for (;;) {
      const name = await applyNext(client, migrations);
      if (name === null) return { applied };
      applied.push(name);
    }
  } finally {
    await client.end();
  }
}

/**
 * Applies the first pending migration, under a lock that ends with the transaction. Behind a pooler a session lock
 * would stay on a connection that others use later.
 * @returns the migration's name, or null if none is pending
 */
async function applyNext(client: Client, migrations: Migration[]): Promise<string | null> {
  await client.query('BEGIN');
  try {
    // A migration may take longer than the operator's limit for requests.
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
    const recorded = await readRecorded(client);
    assertFits(migrations, recorded);
    const done = new Set(recorded.map(({ name }) => name));
    const missing = migrations.find(({ name }) => !done.has(name));
    if (missing) await applyOne(client, missing);
    await client.query('COMMIT');
    return missing?.name ?? null;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: sha256(sql) };
    }),
  );
}

async function readRecorded(client: Client): Promise<Recorded[]> {
  const tables = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = current_schema() AND relkind IN ('r', 'p')`,
  );
  if (!tables.rows.some(({ name }) => name === '_prisma_migrations')) {
    if (tables.rows.length > 0) {
      throw new MigrationError(
        "The database contains tables that are not the gateway's: set DATABASE_URL to an empty database.",
      );
    }
    await client.query(createTable);
    return [];
  }
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

function assertFits(migrations: Migration[], recorded: Recorded[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of recorded) {
    if (!finished) {
      throw new MigrationError(
        `Migration ${name} failed on this database: repair the tables manually, ` +
          'then run `prisma migrate resolve`.',
      );
    }
    const migration = known.get(name);
    if (!migration) {
      throw new MigrationError(
        `The database has migration ${name}, which this version does not have: start the newer version.`,
      );
    }
    if (!checksums(migration).includes(checksum)) {
      throw new MigrationError(
        `Migration ${name} was changed after it was applied: restore the file, and add a new migration for the change.`,
      );
    }
  }
}

async function applyOne(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date();
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, startedAt],
    );
    // Deferred constraints fail here, as part of the migration.
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  } catch (cause) {
    throw new MigrationError(`Migration ${name} failed and was rolled back: ${(cause as Error).message}`, {
      cause,
    });
  }
}

/** Returns the checksums with either kind of line ending: a checkout may convert them, and Prisma allows both. */
function checksums({ sql }: Migration): string[] {
  const unix = sql.replaceAll('\r\n', '\n');
  return [sha256(sql), sha256(unix), sha256(unix.replaceAll('\n', '\r\n'))];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The table as Prisma creates it. */
const createTable = `
CREATE TABLE _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

// The database that is measured on: made once, and again when the tables or the rows are to be others.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/postgres/embedded-postgres.ts';
import { applyMigrations } from '../src/platform/postgres/migrate.ts';

export interface SeededAccount {
  accountId: string;
  token: string;
}
export interface SeededDatabase {
  url: string;
  accounts: SeededAccount[];
  /** The PostgreSQL server's own process, the parent of its backends. */
  postmasterPid: number;
  version: string;
  stop(): Promise<void>;
}

const DATABASE = 'bench';
const ROWS = new URL('seed.sql', import.meta.url);
const MIGRATIONS = new URL('../prisma/migrations/', import.meta.url);

/** @param say hears what takes a while */
export async function startSeededDatabase(
  dataDir: string,
  say: (text: string) => void,
): Promise<SeededDatabase> {
  const server = await startTimingPostgres(dataDir);
  try {
    const url = new URL(server.url);
    url.pathname = DATABASE;
    await seedUnlessDone(server.url, url.href, say);
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    const accounts = await readAccounts(client);
    const { rows } = await client.query(
      `SELECT pg_backend_pid() AS pid, current_setting('server_version') AS version`,
    );
    const postmasterPid = await parentOf(rows[0].pid);
    await client.end();
    return {
      url: url.href,
      accounts,
      postmasterPid,
      version: rows[0].version,
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A server that keeps the instants of commits, which is a setting that it has to be started with. */
async function startTimingPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query('SHOW track_commit_timestamp');
  if (rows[0].track_commit_timestamp === 'on') {
    await client.end();
    return server;
  }
  await client.query('ALTER SYSTEM SET track_commit_timestamp = on');
  await client.end();
  await server.stop();
  return startEmbeddedPostgres({ dataDir });
}

async function seedUnlessDone(serverUrl: string, url: string, say: (text: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const wanted = await fingerprint();
    const { rows } = await client.query(
      `SELECT shobj_description(oid, 'pg_database') AS seeded FROM pg_database WHERE datname = $1`,
      [DATABASE],
    );
    if (rows[0]?.seeded === wanted) return;
    say('seeding 100,000 invoices and 500,000 lines …');
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${DATABASE}`);
    await applyMigrations(url);
    await seed(url);
    // Said last: a run that was broken off begins anew.
    await client.query(`COMMENT ON DATABASE ${DATABASE} IS '${wanted}'`);
  } finally {
    await client.end();
  }
}

async function seed(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(await readFile(ROWS, 'utf8'));
    for (const { accountId, token } of await readAccounts(client)) await insertKey(client, accountId, token);
    // Nothing is left for autovacuum to do while something is measured.
    await client.query('VACUUM (FREEZE, ANALYZE)');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

async function insertKey(client: pg.Client, accountId: string, token: string): Promise<void> {
  await client.query(
    `INSERT INTO "ApiKey" ("accountId", id, name, prefix, "tokenHash", abilities, "createdAt")
     VALUES ($1, gen_random_uuid(), 'bench', $2, $3, enum_range(NULL::"Ability"), now())`,
    [accountId, token.slice(0, 12), createHash('sha256').update(token).digest()],
  );
}

// The secrets of rows that anybody can make anew need not be random.
async function readAccounts(client: pg.Client): Promise<SeededAccount[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM "Account" WHERE name LIKE 'Account %' ORDER BY id`,
  );
  return rows.map(({ id }) => ({
    accountId: id,
    token: `sk_live_${createHash('sha256').update(id).digest('base64url').slice(0, 32)}`,
  }));
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [ROWS, new URL(import.meta.url)]) hash.update(await readFile(file));
  for (const name of (await readdir(MIGRATIONS, { recursive: true })).sort()) {
    if (name.endsWith('.sql')) hash.update(await readFile(fileURLToPath(new URL(name, MIGRATIONS))));
  }
  return hash.digest('hex');
}

/** 0 where the system does not tell. */
async function parentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
}

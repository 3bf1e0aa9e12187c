import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { throughPgBouncer } from './pgbouncer.ts';

export type TestDatabase = { url: string; drop(): Promise<void> };

/** A database of the test file's own, with all tables and no rows. */
export function createDatabase(): Promise<TestDatabase> {
  return createFrom(new URL(inject('templateUrl')).pathname.slice(1));
}

/** A database of the test file's own, without tables. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template1');
}

async function createFrom(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runAsAdmin(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const pooler = inject('pgBouncerPort');
  return {
    url: pooler ? throughPgBouncer(urlOf(name), pooler) : urlOf(name),
    // Whatever is still connected belongs to a test that has failed.
    drop: () => runAsAdmin(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function runAsAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(inject('templateUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

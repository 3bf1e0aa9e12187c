// One PostgreSQL for the whole run; vitest calls `setup` before the first test file and `teardown` at the end.
import type { TestProject } from 'vitest/node';
import { startThrowawayPostgres } from '../../scripts/throwaway-postgres.ts';
import { applyMigrations } from '../../src/platform/postgres/migrate.ts';
import { startPgBouncer } from './pgbouncer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with all tables and no rows, to copy; nobody may be connected to it. */
    templateUrl: string;
    /** With THROUGH_PGBOUNCER=on in the environment all tests reach their databases through this port. */
    pgBouncerPort: string | null;
  }
}

let stop: (() => Promise<void>) | undefined;

export async function setup({ provide }: TestProject): Promise<void> {
  const postgres = await startThrowawayPostgres();
  stop = postgres.stop;
  await applyMigrations(postgres.url);
  provide('templateUrl', postgres.url);
  const pgBouncer = process.env.THROUGH_PGBOUNCER === 'on' ? await startPgBouncer(postgres.url) : null;
  provide('pgBouncerPort', pgBouncer?.port ?? null);
  stop = async () => {
    await pgBouncer?.kill();
    await postgres.stop();
  };
}

export async function teardown(): Promise<void> {
  await stop?.();
}

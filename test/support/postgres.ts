// One PostgreSQL for the whole run; vitest calls `setup` before the first test file and `teardown` at the end.
import type { TestProject } from 'vitest/node';
import { startThrowawayPostgres } from '../../scripts/throwaway-postgres.ts';
import { applyMigrations } from '../../src/platform/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with all tables and no rows, to copy; nobody may be connected to it. */
    templateUrl: string;
  }
}

let stop: (() => Promise<void>) | undefined;

export async function setup({ provide }: TestProject): Promise<void> {
  const postgres = await startThrowawayPostgres();
  stop = postgres.stop;
  await applyMigrations(postgres.url);
  provide('templateUrl', postgres.url);
}

export async function teardown(): Promise<void> {
  await stop?.();
}

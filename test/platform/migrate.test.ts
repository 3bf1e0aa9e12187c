import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diffToSchema, withSchemaEngine } from '../../scripts/schema-engine.ts';
import { applyMigrations } from '../../src/platform/postgres/migrate.ts';
import { createDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.ts';
import { query } from '../support/embedded.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  await writeMigration('1_first', 'CREATE TABLE first (id int); INSERT INTO first VALUES (1);');
  await writeMigration('2_second', 'ALTER TABLE first ADD COLUMN name text');
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

test('an empty database gets all migrations in order, and the next run finds nothing to do', async () => {
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: ['1_first', '2_second'] });
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: [] });
  expect(await query(database.url, 'SELECT * FROM first')).toEqual([{ id: 1, name: null }]);

  await writeMigration('3_third', 'DROP TABLE first');
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: ['3_third'] });
});

test('of two runners at once each waits for the other, and each migration is applied once', async () => {
  const runs = await Promise.all([
    applyMigrations(database.url, folder),
    applyMigrations(database.url, folder),
  ]);
  expect(runs.flatMap(({ applied }) => applied).sort()).toEqual(['1_first', '2_second']);
  expect(await query(database.url, 'SELECT id FROM first')).toEqual([{ id: 1 }]);
});

test('a migration that fails leaves no trace, and those before it stay', async () => {
  await writeMigration('2_second', 'CREATE TABLE second (id int); SELECT 1 / 0;');
  await expect(applyMigrations(database.url, folder)).rejects.toThrow('Migration 2_second failed');
  await expect(query(database.url, 'SELECT FROM second')).rejects.toThrow('does not exist');

  await writeMigration('2_second', 'CREATE TABLE second (id int)');
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: ['2_second'] });
});

test('a migration that was changed after it was applied is refused', async () => {
  await applyMigrations(database.url, folder);
  await writeMigration('1_first', 'CREATE TABLE first (id bigint)');
  await expect(applyMigrations(database.url, folder)).rejects.toThrow('Migration 1_first was changed');
});

test('other line ends are not a change', async () => {
  await writeMigration('1_first', 'CREATE TABLE first (\n  id int\n);\n');
  await applyMigrations(database.url, folder);
  await writeMigration('1_first', 'CREATE TABLE first (\r\n  id int\r\n);\r\n');
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: [] });
});

test('a database that newer code has migrated is refused', async () => {
  await applyMigrations(database.url, folder);
  await rm(join(folder, '2_second'), { recursive: true });
  await expect(applyMigrations(database.url, folder)).rejects.toThrow(
    /2_second, which this version does not have/,
  );
});

test('a migration that Prisma has recorded as failed is refused until it is recorded as rolled back', async () => {
  await applyMigrations(database.url, folder);
  await query(
    database.url,
    "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '2_second'",
  );
  await expect(applyMigrations(database.url, folder)).rejects.toThrow(
    'Migration 2_second failed on this database',
  );

  await query(database.url, 'ALTER TABLE first DROP COLUMN name');
  await query(database.url, 'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL');
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: ['2_second'] });
});

test('a database that holds something else is left alone', async () => {
  await query(database.url, 'CREATE TABLE theirs (id int)');
  await expect(applyMigrations(database.url, folder)).rejects.toThrow(
    'set DATABASE_URL to an empty database',
  );
  await expect(query(database.url, 'SELECT FROM first')).rejects.toThrow('does not exist');
});

test('Prisma and the gateway each go on where the other has stopped, and keep the same record', async () => {
  const others = await createEmptyDatabase();
  await rm(join(folder, '2_second'), { recursive: true });
  expect(await applyMigrations(database.url, folder)).toEqual({ applied: ['1_first'] });
  expect(await applyWithPrisma(others.url)).toEqual(['1_first']);
  await writeMigration('2_second', 'ALTER TABLE first ADD COLUMN name text');
  expect(await applyWithPrisma(database.url)).toEqual(['2_second']);
  expect(await applyMigrations(others.url, folder)).toEqual({ applied: ['2_second'] });

  expect(await recordOf(database.url)).toEqual(await recordOf(others.url));
  await others.drop();
});

test('the committed migrations produce exactly the schema', async () => {
  const migrated = await createDatabase();
  const schema = await readFile('prisma/schema.prisma', 'utf8');
  expect(await diffToSchema(migrated.url, schema)).toBe('');

  const changed = schema.replace(/^model Account \{$/m, '$&\n  nickname String?');
  expect(await diffToSchema(migrated.url, changed)).toContain('ADD COLUMN     "nickname" TEXT');
  await migrated.drop();
});

/** What `prisma migrate deploy` does. */
function applyWithPrisma(url: string): Promise<string[]> {
  return withSchemaEngine(url, async (engine) => {
    const names = await readdir(folder);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: folder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: await Promise.all(
          names.map(async (path) => ({
            path,
            migrationFile: {
              path: 'migration.sql',
              content: {
                tag: 'ok' as const,
                value: await readFile(join(folder, path, 'migration.sql'), 'utf8'),
              },
            },
          })),
        ),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  });
}

/** The table of migrations, without what is different every time. */
async function recordOf(url: string) {
  const columns = await query(
    url,
    `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
     FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`,
  );
  const rows = await query(
    url,
    `SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at, length(id) AS id_length,
            finished_at >= started_at AS in_order
     FROM _prisma_migrations ORDER BY migration_name`,
  );
  return { columns, rows };
}

// Writes the migration from the result of the committed migrations to the current prisma/schema.prisma:
//   node scripts/new-migration.ts <name>
// A name that begins with a timestamp keeps it, to replace a migration that has not been applied anywhere.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyMigrations } from '../src/platform/postgres/migrate.ts';
import { diffToSchema } from './schema-engine.ts';
import { startThrowawayPostgres } from './throwaway-postgres.ts';

const prismaFolder = fileURLToPath(new URL('../prisma', import.meta.url));
const migrations = join(prismaFolder, 'migrations');

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) fail('Usage: node scripts/new-migration.ts <name_in_lower_case>');
await mkdir(migrations, { recursive: true });
const sql = await sqlOfChanges();
if (!sql) fail('The migrations already produce the schema. Nothing to write.');
const file = join(migrations, /^\d{14}_/.test(name) ? name : `${timestamp()}_${name}`, 'migration.sql');
await writeMigration(file, sql);
process.stdout.write(`${file}\n`);

async function sqlOfChanges(): Promise<string> {
  const postgres = await startThrowawayPostgres();
  try {
    await applyMigrations(postgres.url, migrations);
    return await diffToSchema(postgres.url, await readFile(join(prismaFolder, 'schema.prisma'), 'utf8'));
  } finally {
    await postgres.stop();
  }
}

async function writeMigration(path: string, text: string): Promise<void> {
  await mkdir(join(path, '..'));
  await writeFile(path, text);
  // `prisma migrate` requires this file beside the migrations.
  await writeFile(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
}

function timestamp(): string {
  return new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

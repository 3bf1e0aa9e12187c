import { defineConfig } from 'prisma/config';

// `generate` needs no engine, yet the CLI would download one before it starts: naming any
// executable keeps it offline. Other commands keep Prisma's own behaviour.
if (process.argv.includes('generate')) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});

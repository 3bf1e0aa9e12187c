import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [
      // Vite would take our own files to the package's ES modules, while Node takes the libraries to this
      // one, and types of two copies do not know each other. `node src/main.ts` runs on this one only.
      { find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) },
    ],
  },
  test: {
    // Processes, not threads: a test that breaks a connection or a signal handler breaks only its own.
    pool: 'forks',
    // One process runs many files, and loads the gateway's code once: two thirds of the time otherwise.
    isolate: false,
    maxWorkers: '100%',
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/postgres.ts',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
  },
});

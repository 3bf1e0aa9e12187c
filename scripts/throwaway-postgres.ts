import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded-postgres.ts';

/** Starts an empty, separate PostgreSQL, which `stop` removes completely. */
export async function startThrowawayPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'billing-gateway-'));
  // If we are root, the server runs as another user, without access to a folder that only root may enter.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      await rm(postgres.location, { recursive: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

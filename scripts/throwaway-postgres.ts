import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded-postgres.ts';

/** An empty PostgreSQL of its own, which is gone without a trace after `stop`. */
export async function startThrowawayPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'billing-gateway-'));
  // Root's server runs as another user, who could not get into a folder that only root may enter.
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

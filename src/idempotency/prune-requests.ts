import type { Gateway } from '../platform/gateway.ts';
import { throttle } from '../platform/throttle.ts';
import { MINUTE_MS } from '../values/durations.ts';

const BATCH = 500;
const INTERVAL_MS = MINUTE_MS;

/**
 * Prunes requests whose replay window has passed, one batch at a time.
 * @returns the job, which returns whether there may be more; it runs once a minute
 */
export function pruneRequests({ database, clock }: Gateway): () => Promise<boolean> {
  return throttle(clock, INTERVAL_MS, async () => {
    const now = clock.now();
    const count = await database.prisma.$executeRaw`
      DELETE FROM "IdempotencyKey" WHERE ("accountId", key) IN (
        SELECT "accountId", key FROM "IdempotencyKey" WHERE "expiresAt" <= ${now}
        ORDER BY "expiresAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;
    return count === BATCH;
  });
}

import type { Gateway } from '../platform/gateway.ts';
import { throttle } from '../platform/throttle.ts';
import { MINUTE_MS } from '../values/durations.ts';

const BATCH = 500;
const LOOK_EVERY_MS = MINUTE_MS;

/**
 * Forgets the requests that are too old to be repeated, a batch at a time.
 * @returns the work, which tells whether there may be more; it looks once a minute
 */
export function pruneRequests({ database, clock }: Gateway): () => Promise<boolean> {
  return throttle(clock, LOOK_EVERY_MS, async () => {
    const now = clock.now();
    const count = await database.prisma.$executeRaw`
      DELETE FROM "IdempotencyKey" WHERE ("accountId", key) IN (
        SELECT "accountId", key FROM "IdempotencyKey" WHERE "expiresAt" <= ${now}
        ORDER BY "expiresAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;
    return count === BATCH;
  });
}

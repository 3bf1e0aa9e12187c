import type { Gateway } from '../platform/gateway.ts';
import type { Tx } from '../platform/postgres/database.ts';
import { throttle } from '../platform/throttle.ts';
import { transact } from '../platform/transact.ts';
import { DAY_MS, MINUTE_MS } from '../values/durations.ts';

const INTERVAL_MS = 10 * MINUTE_MS;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const ACCOUNTS_PER_BATCH = 50;
const EVENTS_PER_BATCH = 2_000;

/** Returns the oldest position that a webhook is still owed; null if there is none. */
export type OldestOwedEvent = (tx: Tx, accountId: string) => Promise<bigint | null>;

/**
 * Prunes the events older than the retention period from the start of each account's log, one batch at a time.
 * The account's `eventPrunedSeq` records the newest pruned position.
 * @returns the job, which returns whether there may be more; it covers all accounts every ten minutes
 */
export function pruneEvents(gateway: Gateway, oldestOwedEvent: OldestOwedEvent): () => Promise<boolean> {
  const { clock, config, database } = gateway;
  let lastId = FIRST_ID;
  return throttle(clock, INTERVAL_MS, async () => {
    const before = new Date(clock.now().getTime() - config.eventRetentionDays * DAY_MS);
    const accounts = await database.prisma.$queryRaw<{ id: string }[]>`
      SELECT account.id FROM "Account" AS account CROSS JOIN LATERAL (
        SELECT "occurredAt" FROM "Event" WHERE "accountId" = account.id ORDER BY seq LIMIT 1
      ) AS oldest
      WHERE account.id > ${lastId}::uuid AND oldest."occurredAt" < ${before}
      ORDER BY account.id LIMIT ${ACCOUNTS_PER_BATCH}`;
    for (const { id: accountId } of accounts) {
      while (await pruneBatch(gateway, { accountId, before, oldestOwedEvent }));
    }
    const hasMore = accounts.length === ACCOUNTS_PER_BATCH;
    lastId = hasMore ? accounts.at(-1)!.id : FIRST_ID;
    return hasMore;
  });
}

/** @returns whether there may be more */
async function pruneBatch(
  gateway: Gateway,
  {
    accountId,
    before,
    oldestOwedEvent,
  }: { accountId: string; before: Date; oldestOwedEvent: OldestOwedEvent },
): Promise<boolean> {
  return transact({ gateway, accountId }, async ({ tx }) => {
    const owed = await oldestOwedEvent(tx, accountId);
    // Nodes' clocks differ, so times need not be in the order of positions: pruning stops at the first event that
    // must stay.
    const [deleted] = await tx.$queryRaw<[{ prunedSeq: bigint | null; count: number }]>`
      WITH oldest AS (
        SELECT seq, "occurredAt" FROM "Event" WHERE "accountId" = ${accountId}::uuid
        ORDER BY seq LIMIT ${EVENTS_PER_BATCH}
      ), retained AS (
        SELECT min(seq) AS first FROM oldest WHERE "occurredAt" >= ${before} OR seq >= ${owed}
      ), deleted AS (
        DELETE FROM "Event" WHERE "accountId" = ${accountId}::uuid AND seq IN (
          SELECT oldest.seq FROM oldest, retained WHERE retained.first IS NULL OR oldest.seq < retained.first)
        RETURNING seq
      )
      SELECT max(seq) AS "prunedSeq", count(*)::int AS count FROM deleted`;
    const { prunedSeq, count } = deleted;
    if (prunedSeq === null) return false;
    // Both changes become visible together. The events are deleted first, so that the account's row is locked
    // only briefly and writers need not wait.
    await tx.$executeRaw`
      UPDATE "Account" SET "eventPrunedSeq" = greatest("eventPrunedSeq", ${prunedSeq}) WHERE id = ${accountId}::uuid`;
    return count === EVENTS_PER_BATCH;
  });
}

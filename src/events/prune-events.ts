import type { Gateway } from '../platform/gateway.ts';
import type { Tx } from '../platform/postgres/database.ts';
import { throttle } from '../platform/throttle.ts';
import { transact } from '../platform/transact.ts';
import { DAY_MS, MINUTE_MS } from '../values/durations.ts';

const LOOK_EVERY_MS = 10 * MINUTE_MS;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const ACCOUNTS_AT_ONCE = 50;
const EVENTS_AT_ONCE = 2_000;

/** The oldest position that is still to be told to somebody other than a listener; null where there is none. */
export type OldestOwedEvent = (tx: Tx, accountId: string) => Promise<bigint | null>;

/**
 * Forgets the events that are older than the retention, from the beginning of each account's log, a batch at a
 * time. The account says from then on how far its log reaches back.
 * @returns the work, which tells whether there may be more; it goes over all accounts every ten minutes
 */
export function pruneEvents(gateway: Gateway, oldestOwedEvent: OldestOwedEvent): () => Promise<boolean> {
  const { clock, config, database } = gateway;
  let lastId = FIRST_ID;
  return throttle(clock, LOOK_EVERY_MS, async () => {
    const before = new Date(clock.now().getTime() - config.eventRetentionDays * DAY_MS);
    const accounts = await database.prisma.$queryRaw<{ id: string }[]>`
      SELECT account.id FROM "Account" AS account CROSS JOIN LATERAL (
        SELECT "occurredAt" FROM "Event" WHERE "accountId" = account.id ORDER BY seq LIMIT 1
      ) AS oldest
      WHERE account.id > ${lastId}::uuid AND oldest."occurredAt" < ${before}
      ORDER BY account.id LIMIT ${ACCOUNTS_AT_ONCE}`;
    for (const { id: accountId } of accounts) {
      while (await forgetSome(gateway, { accountId, before, oldestOwedEvent }));
    }
    const hasMore = accounts.length === ACCOUNTS_AT_ONCE;
    lastId = hasMore ? accounts.at(-1)!.id : FIRST_ID;
    return hasMore;
  });
}

/** @returns whether there may be more */
async function forgetSome(
  gateway: Gateway,
  {
    accountId,
    before,
    oldestOwedEvent,
  }: { accountId: string; before: Date; oldestOwedEvent: OldestOwedEvent },
): Promise<boolean> {
  return transact({ gateway, accountId }, async ({ tx }) => {
    const owed = await oldestOwedEvent(tx, accountId);
    // Nodes' clocks differ, so the times need not be in the order of the positions: what comes first that is to
    // be kept ends it.
    const [deleted] = await tx.$queryRaw<[{ floor: bigint | null; count: number }]>`
      WITH oldest AS (
        SELECT seq, "occurredAt" FROM "Event" WHERE "accountId" = ${accountId}::uuid
        ORDER BY seq LIMIT ${EVENTS_AT_ONCE}
      ), kept AS (
        SELECT min(seq) AS first FROM oldest WHERE "occurredAt" >= ${before} OR seq >= ${owed}
      ), deleted AS (
        DELETE FROM "Event" WHERE "accountId" = ${accountId}::uuid AND seq IN (
          SELECT oldest.seq FROM oldest, kept WHERE kept.first IS NULL OR oldest.seq < kept.first)
        RETURNING seq
      )
      SELECT max(seq) AS floor, count(*)::int AS count FROM deleted`;
    const { floor, count } = deleted;
    if (floor === null) return false;
    // Both are seen at once. That the events go first keeps the account's row free for those who write.
    await tx.$executeRaw`
      UPDATE "Account" SET "eventFloor" = greatest("eventFloor", ${floor}) WHERE id = ${accountId}::uuid`;
    return count === EVENTS_AT_ONCE;
  });
}

import { type EventType, Prisma } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { scheduleNow } from './schedule-now.ts';

/** The number of events read at once. */
const BATCH = 500;

/** Returns the accounts, among those given, with webhooks that are behind their log. */
export function findAccountsBehind(gateway: Gateway, accountIds: readonly string[]): Promise<string[]> {
  return selectBehind(gateway, Prisma.sql`w."accountId" = ANY(${accountIds}::uuid[])`);
}

/** Returns such accounts among all, the first `limit` after the id `after`. */
export function findNextAccountsBehind(
  gateway: Gateway,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  return selectBehind(gateway, Prisma.sql`w."accountId" > ${after}::uuid`, limit);
}

async function selectBehind(
  { database }: Gateway,
  condition: Prisma.Sql,
  limit: number | null = null,
): Promise<string[]> {
  const rows = await database.prisma.$queryRaw<{ accountId: string }[]>`
    SELECT DISTINCT w."accountId" FROM "Webhook" AS w JOIN "Account" AS a ON a.id = w."accountId"
    WHERE w."disabledAt" IS NULL AND w.position < a."eventSeq" AND ${condition}
    ORDER BY w."accountId" LIMIT ${limit}::int`;
  return rows.map(({ accountId }) => accountId);
}

interface Reader {
  id: string;
  events: EventType[];
  position: bigint;
  eventSeq: bigint;
}

/**
 * Reads an account's log for its webhooks: inserts a delivery for each event that a webhook subscribes to, and advances
 * the webhook's position in the same transaction. Skips webhooks that another node is reading for.
 * @returns whether there may be more to read
 */
export function queueDeliveries(gateway: Gateway, accountId: string): Promise<boolean> {
  return transact({ gateway, accountId }, async (unit) => {
    const { tx } = unit;
    const readers = await lockReaders(unit);
    if (readers.length === 0) return false;
    const log = await tx.event.findMany({
      where: { accountId, seq: { gt: readers[0]!.position } },
      select: { seq: true, type: true },
      orderBy: { seq: 'asc' },
      take: BATCH,
    });
    // Pruned events cannot be delivered.
    const reached = log.at(-1)?.seq ?? readers[0]!.eventSeq;
    const webhookIds: string[] = [];
    for (const reader of readers) {
      const wanted = log.filter(({ seq, type }) => seq > reader.position && reader.events.includes(type));
      if (wanted.length === 0) continue;
      await insertDeliveries(unit, reader.id, wanted);
      webhookIds.push(reader.id);
    }
    await tx.webhook.updateMany({
      where: { accountId, id: { in: readers.map(({ id }) => id) }, position: { lt: reached } },
      data: { position: reached },
    });
    if (webhookIds.length > 0) await scheduleNow(tx, { accountId, webhookIds, at: unit.now });
    return log.length === BATCH;
  });
}

/** Returns the webhooks in order of position, the lowest first. */
function lockReaders({ tx, accountId }: UnitOfWork): Promise<Reader[]> {
  return tx.$queryRaw<Reader[]>`
    SELECT w.id, w.events::text[] AS events, w.position, a."eventSeq"
    FROM "Webhook" AS w JOIN "Account" AS a ON a.id = w."accountId"
    WHERE w."accountId" = ${accountId}::uuid AND w."disabledAt" IS NULL AND w.position < a."eventSeq"
    ORDER BY w.position FOR UPDATE OF w SKIP LOCKED`;
}

async function insertDeliveries(
  { tx, actor, accountId, now }: UnitOfWork,
  webhookId: string,
  events: readonly { seq: bigint }[],
): Promise<void> {
  await tx.webhookDelivery.createMany({
    data: events.map(({ seq }) => ({
      ...{ accountId, id: actor.gateway.ids.uuid(), webhookId, eventSeq: seq },
      ...{ nextAttemptAt: now, createdAt: now },
    })),
  });
}

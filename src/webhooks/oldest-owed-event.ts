import type { Tx } from '../platform/postgres/database.ts';

/** Returns the position of the first event that a webhook is still owed; null if there is none. */
export async function oldestOwedEvent(tx: Tx, accountId: string): Promise<bigint | null> {
  const [owed] = await tx.$queryRaw<{ seq: bigint | null }[]>`
    SELECT min(oldest.seq) AS seq
    FROM "Webhook" AS w JOIN "Account" AS a ON a.id = w."accountId"
    CROSS JOIN LATERAL (
      SELECT min(d."eventSeq") AS seq FROM "WebhookDelivery" AS d
      WHERE d."webhookId" = w.id AND d.state = 'PENDING'
      UNION ALL
      SELECT w.position + 1 WHERE w."disabledAt" IS NULL AND w.position < a."eventSeq"
    ) AS oldest
    WHERE w."accountId" = ${accountId}::uuid`;
  return owed?.seq ?? null;
}

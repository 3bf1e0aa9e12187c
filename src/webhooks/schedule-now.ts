import type { Tx } from '../platform/postgres/database.ts';

/** Has it be the turn of some webhooks at an instant, if it is not before. Their rows are locked already. */
export async function scheduleNow(
  tx: Tx,
  { accountId, webhookIds, at }: { accountId: string; webhookIds: readonly string[]; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Webhook" SET "nextAttemptAt" = LEAST("nextAttemptAt", ${at})
    WHERE "accountId" = ${accountId}::uuid AND id = ANY(${webhookIds}::uuid[])`;
}

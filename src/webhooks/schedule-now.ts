import type { Tx } from '../platform/postgres/database.ts';

/** Schedules webhooks for an instant, unless they are scheduled earlier. The caller has locked their rows. */
export async function scheduleNow(
  tx: Tx,
  { accountId, webhookIds, at }: { accountId: string; webhookIds: readonly string[]; at: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Webhook" SET "nextAttemptAt" = LEAST("nextAttemptAt", ${at})
    WHERE "accountId" = ${accountId}::uuid AND id = ANY(${webhookIds}::uuid[])`;
}

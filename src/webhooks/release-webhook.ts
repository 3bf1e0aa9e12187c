import type { UnitOfWork } from '../platform/transact.ts';

/**
 * Lets a webhook be taken again, when the first of its pending deliveries is due. Its row is locked already, so that
 * none is left out. Where the lease is another's by now, it stays that one's.
 * @param isFailing null where there was no attempt
 */
export async function releaseWebhook(
  { tx, accountId }: UnitOfWork,
  { webhookId, busyUntil }: { webhookId: string; busyUntil: Date },
  isFailing: boolean | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Webhook" SET "isFailing" = COALESCE(${isFailing}::boolean, "isFailing"),
      "busyUntil" = NULLIF("busyUntil", ${busyUntil}),
      "nextAttemptAt" = (
        SELECT min(d."nextAttemptAt") FROM "WebhookDelivery" AS d
        WHERE d."accountId" = ${accountId}::uuid AND d."webhookId" = ${webhookId}::uuid
          AND d."nextAttemptAt" IS NOT NULL)
    WHERE "accountId" = ${accountId}::uuid AND id = ${webhookId}::uuid`;
}

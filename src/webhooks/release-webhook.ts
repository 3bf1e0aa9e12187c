import type { UnitOfWork } from '../platform/transact.ts';

/**
 * Releases a webhook, which can be claimed again when its first pending delivery is due. The caller has locked its row,
 * so that no delivery is missed. A lease that another node has by now stays unchanged.
 * @param isFailing null if there was no attempt
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

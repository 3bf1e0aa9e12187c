import type { UnitOfWork } from '../platform/transact.ts';

/** Disables a webhook and abandons its pending deliveries. The caller has locked the webhook's row. */
export async function disableWebhook({ tx, accountId, now }: UnitOfWork, webhookId: string): Promise<void> {
  await tx.webhookDelivery.updateMany({
    where: { accountId, webhookId, state: 'PENDING' },
    data: { state: 'FAILED', nextAttemptAt: null },
  });
  await tx.webhook.update({
    where: { accountId_id: { accountId, id: webhookId } },
    data: { disabledAt: now, nextAttemptAt: null, version: { increment: 1 }, updatedAt: now },
  });
}

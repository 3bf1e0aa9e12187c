import type { UnitOfWork } from '../platform/transact.ts';

/** Gives up what is pending, and tells of nothing more. The webhook's row is locked already. */
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

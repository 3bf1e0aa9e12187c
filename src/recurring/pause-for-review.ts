import type { Delivery } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';

/**
 * Pauses a profile after the delivery of one of its invoices failed permanently. It bills nothing until a person
 * activates it again.
 */
export async function pauseForReview(
  { tx, accountId, now }: UnitOfWork,
  { kind, invoiceId }: Pick<Delivery, 'kind' | 'invoiceId'>,
): Promise<void> {
  if (kind !== 'STATEMENT' || !invoiceId) return;
  await tx.recurringInvoice.updateMany({
    where: {
      accountId,
      invoices: { some: { id: invoiceId } },
      state: { in: ['SCHEDULED', 'ACTIVE', 'PENDING'] },
    },
    data: { state: 'PENDING', pendingReason: 'DELIVERY_FAILED', updatedAt: now },
  });
}

import type { Delivery } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';

/**
 * A message with an invoice of a profile did not reach its client, and never will: until a person has seen
 * to it, and activated the profile again, it makes no more.
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

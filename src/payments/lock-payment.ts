import type { Invoice, Payment } from '../generated/prisma/client.ts';
import { lock, lockUntrashed } from '../platform/lock.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { NotFound } from '../values/errors.ts';

/**
 * Locks a payment by locking its invoice: every change of a payment also changes the invoice.
 * @throws {NotFound | InvalidState | VersionConflict} InvalidState if the invoice is in the trash
 */
export async function lockPayment(
  unit: UnitOfWork,
  paymentId: string | null,
  { expectedVersion }: { expectedVersion?: number | null } = {},
): Promise<{ invoice: Invoice; payment: Payment }> {
  const { tx, accountId } = unit;
  if (!paymentId) throw new NotFound('payment');
  const found = await tx.payment.findUnique({
    where: { accountId_id: { accountId, id: paymentId } },
    select: { invoiceId: true },
  });
  if (!found) throw new NotFound('payment');
  const invoice = await lockUntrashed(unit, 'invoice', found.invoiceId);
  // It may have been changed or deleted while this waited for the lock.
  const payment = await lock(unit, 'payment', paymentId, { expectedVersion });
  return { invoice, payment };
}

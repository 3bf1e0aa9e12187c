import type { Invoice, Payment } from '../generated/prisma/client.ts';
import { lockInvoice } from '../invoices/lock-invoice.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { NotFound } from '../values/errors.ts';
import type { Money } from '../values/money.ts';

/**
 * Locks a payment by locking its invoice: every change of a payment changes the invoice as well.
 * @throws {NotFound | InvalidState} InvalidState where the invoice is in the trash
 */
export async function lockPayment(
  unit: UnitOfWork,
  paymentId: string | null,
): Promise<{ invoice: Invoice; payment: Payment }> {
  const { tx, accountId } = unit;
  if (!paymentId) throw new NotFound('payment');
  const where = { accountId_id: { accountId, id: paymentId } };
  const found = await tx.payment.findUnique({ where, select: { invoiceId: true } });
  if (!found) throw new NotFound('payment');
  const invoice = await lockInvoice(unit, found.invoiceId);
  // It may have changed, or gone, while the lock was waited for.
  const payment = await tx.payment.findUnique({ where });
  if (!payment) throw new NotFound('payment');
  return { invoice, payment };
}

/** What is due on an invoice, and the most that a further payment may be. */
export function amountsDue(invoice: Invoice): { totalDue: Money; payable: Money } {
  const { billedTotalMinor, paidTotalMinor, pendingTotalMinor, currency } = invoice;
  const due = billedTotalMinor - paidTotalMinor;
  return { totalDue: { minor: due, currency }, payable: { minor: due - pendingTotalMinor, currency } };
}

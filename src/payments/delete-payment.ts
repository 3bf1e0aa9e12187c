import type { Invoice } from '../generated/prisma/client.ts';
import { applyInvoiceChanges } from '../invoices/apply-invoice-changes.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';
import { lockPayment } from './lock-payment.ts';
import { withoutPayment } from './payment-sums.ts';

/** Permanently deletes a payment and its effect on the invoice. @throws {NotFound | InvalidState} */
export function deletePayment(actor: Actor, id: string | null): Promise<Invoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId } = unit;
    const { invoice, payment } = await lockPayment(unit, id);
    if (payment.refundedMinor > 0n) {
      throw new InvalidState('REFUNDED', 'A payment with refunds cannot be deleted.');
    }
    // The deliveries of its receipts are kept.
    await tx.delivery.updateMany({ where: { accountId, paymentId: payment.id }, data: { paymentId: null } });
    await tx.payment.delete({ where: { accountId_id: { accountId, id: payment.id } } });
    return applyInvoiceChanges(unit, invoice, withoutPayment(invoice, payment));
  });
}

import { queueReceipt } from '../delivery/queue-receipt.ts';
import { applyInvoiceChanges } from '../invoices/apply-invoice-changes.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';
import { lockPayment } from './lock-payment.ts';
import { withoutPayment, withPayment } from './payment-sums.ts';
import type { PaymentResult } from './record-payment.ts';

/** Marks a pending payment as received. @throws {NotFound | InvalidState} */
export function realizePayment(actor: Actor, id: string | null): Promise<PaymentResult> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now, record } = unit;
    const { invoice: current, payment: pending } = await lockPayment(unit, id);
    if (pending.state === 'REALIZED') throw new InvalidState('REALIZED', 'The payment is already realized.');
    const payment = await tx.payment.update({
      where: { accountId_id: { accountId, id: pending.id } },
      data: { state: 'REALIZED', version: { increment: 1 }, updatedAt: now },
    });
    const { id: invoiceId, connectionId } = current;
    record({ type: 'PAYMENT_RECEIVED', paymentId: payment.id, invoiceId, connectionId });
    const sums = withPayment(withoutPayment(current, pending), payment);
    const invoice = await applyInvoiceChanges(unit, current, sums);
    await queueReceipt(unit, { invoice, payment });
    return { payment, invoice };
  });
}

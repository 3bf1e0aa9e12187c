import type { Refund } from '../generated/prisma/client.ts';
import { applyInvoiceChanges } from '../invoices/apply-invoice-changes.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState, RefundExceedsPayment } from '../values/errors.ts';
import { InputCheck } from '../values/input-check.ts';
import { checkAmount } from './check-amount.ts';
import { lockPayment } from './lock-payment.ts';
import { withoutPayment, withPayment } from './payment-sums.ts';
import type { PaymentResult } from './record-payment.ts';

export interface RefundPaymentInput {
  paymentId: string | null;
  /** Defaults to the amount not yet refunded. */
  amount?: string | null;
  reason?: string | null;
}

/**
 * Refunds all or part of a realized payment.
 * @throws {InvalidInput | NotFound | InvalidState | RefundExceedsPayment}
 */
export function refundPayment(
  actor: Actor,
  { paymentId, amount, reason }: RefundPaymentInput,
): Promise<PaymentResult & { refund: Refund }> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now, record } = unit;
    const { invoice: current, payment: former } = await lockPayment(unit, paymentId);
    const { currency } = former;
    const left = former.amountMinor - former.refundedMinor;

    const check = new InputCheck();
    const amountMinor = amount == null ? left : checkAmount(check, amount, currency);
    const checkedReason = check.optionalText(['reason'], reason, 1_000);
    check.finish();
    if (former.state !== 'REALIZED') {
      throw new InvalidState('UNREALIZED', 'A pending payment cannot be refunded. Delete it instead.');
    }
    if (left === 0n || amountMinor > left) throw new RefundExceedsPayment({ minor: left, currency });

    const refund = await tx.refund.create({
      data: {
        accountId,
        id: actor.gateway.ids.uuid(),
        paymentId: former.id,
        currency,
        amountMinor,
        reason: checkedReason,
        createdAt: now,
      },
    });
    const payment = await tx.payment.update({
      where: { accountId_id: { accountId, id: former.id } },
      data: { refundedMinor: former.refundedMinor + amountMinor, version: { increment: 1 }, updatedAt: now },
    });
    const { id: invoiceId, connectionId } = current;
    record({ type: 'PAYMENT_REFUNDED', refundId: refund.id, paymentId: payment.id, invoiceId, connectionId });
    const sums = withPayment(withoutPayment(current, former), payment);
    return { refund, payment, invoice: await applyInvoiceChanges(unit, current, sums) };
  });
}

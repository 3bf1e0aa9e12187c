import { advanceCounter } from '../accounts/advance-counter.ts';
import { queueReceipt } from '../delivery/queue-receipt.ts';
import type { Invoice, Payment, PaymentMethod } from '../generated/prisma/client.ts';
import { amountsDue } from '../invoices/amounts-due.ts';
import { applyInvoiceChanges } from '../invoices/apply-invoice-changes.ts';
import type { Actor } from '../platform/actor.ts';
import { dateOf } from '../platform/clock.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';
import { checkAmount, requirePayable } from './check-amount.ts';
import { withPayment } from './payment-sums.ts';

export interface RecordPaymentInput {
  invoiceId: string | null;
  amount: string;
  method: PaymentMethod;
  date?: string | null;
  details?: string | null;
  realized?: boolean | null;
}

export interface PaymentResult {
  payment: Payment;
  invoice: Invoice;
}

/** Methods without a payment processor: a person must confirm that the money was received. */
const OFFLINE: readonly PaymentMethod[] = ['CASH', 'CHECK', 'BANK_TRANSFER', 'OTHER'];

/** @throws {InvalidInput | NotFound | InvalidState | PaymentExceedsDue | PartialPaymentNotAllowed} */
export function recordPayment(actor: Actor, input: RecordPaymentInput): Promise<PaymentResult> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now, record } = unit;
    const { ids } = actor.gateway;
    const current = await lockUntrashed(unit, 'invoice', input.invoiceId);
    const check = new InputCheck();
    const amountMinor = checkAmount(check, input.amount, current.currency);
    const date = check.optionalDate(['date'], input.date) ?? dateOf(now);
    const details = check.optionalText(['details'], input.details);
    check.finish();
    requirePayable(current, amountMinor);

    const realized = input.realized ?? !OFFLINE.includes(input.method);
    const payment = await tx.payment.create({
      data: {
        accountId,
        id: ids.uuid(),
        hashKey: ids.hashKey(),
        invoiceId: current.id,
        receiptNo: `RCPT-${await advanceCounter(unit, 'receipt')}`,
        date,
        currency: current.currency,
        amountMinor,
        balanceMinor: amountsDue(current).payable.minor - amountMinor,
        method: input.method,
        details,
        state: realized ? 'REALIZED' : 'UNREALIZED',
        createdAt: now,
        updatedAt: now,
      },
    });
    if (realized) {
      const { id: invoiceId, connectionId } = current;
      record({ type: 'PAYMENT_RECEIVED', paymentId: payment.id, invoiceId, connectionId });
    }
    const invoice = await applyInvoiceChanges(unit, current, withPayment(current, payment));
    if (realized) await queueReceipt(unit, { invoice, payment });
    return { payment, invoice };
  });
}

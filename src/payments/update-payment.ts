import type { PaymentMethod } from '../generated/prisma/client.ts';
import { applyInvoiceChanges } from '../invoices/apply-invoice-changes.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';
import { InputCheck } from '../values/input-check.ts';
import { checkAmount, requirePayable } from './check-amount.ts';
import { lockPayment } from './lock-payment.ts';
import { withoutPayment, withPayment } from './payment-sums.ts';
import type { PaymentResult } from './record-payment.ts';

/** Omitted fields stay unchanged; null clears a field that may be empty. */
export interface UpdatePaymentInput {
  id: string | null;
  expectedVersion?: number | null;
  amount?: string | null;
  method?: PaymentMethod | null;
  date?: string | null;
  details?: string | null;
}

/**
 * Corrects a payment. Does not change its state.
 * @throws {InvalidInput | NotFound | InvalidState | PaymentExceedsDue | PartialPaymentNotAllowed | VersionConflict}
 */
export function updatePayment(actor: Actor, input: UpdatePaymentInput): Promise<PaymentResult> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const { expectedVersion } = input;
    const { invoice: current, payment: former } = await lockPayment(unit, input.id, { expectedVersion });
    if (former.refundedMinor > 0n) throw new InvalidState('REFUNDED', 'A refunded payment stays as it is.');

    const changes = checkChanges(input, current.currency);
    const amountMinor = changes.amountMinor ?? former.amountMinor;
    const without = { ...current, ...withoutPayment(current, former) };
    if (amountMinor !== former.amountMinor) requirePayable(without, amountMinor);
    const payment = await tx.payment.update({
      where: { accountId_id: { accountId, id: former.id } },
      data: {
        ...changes,
        balanceMinor: former.balanceMinor + former.amountMinor - amountMinor,
        version: { increment: 1 },
        updatedAt: now,
      },
    });
    const invoice = await applyInvoiceChanges(unit, current, withPayment(without, payment));
    return { payment, invoice };
  });
}

function checkChanges({ amount, method, date, details }: UpdatePaymentInput, currency: string) {
  const check = new InputCheck();
  if (method === null) check.add(['method'], 'REQUIRED', 'This must not be empty.');
  const changes = {
    ...(amount !== undefined && { amountMinor: checkAmount(check, amount, currency) }),
    ...(method && { method }),
    ...(date !== undefined && { date: check.date(['date'], date) }),
    ...(details !== undefined && { details: check.optionalText(['details'], details) }),
  };
  check.finish();
  return changes;
}

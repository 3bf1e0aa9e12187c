import type { Invoice, Payment } from '../generated/prisma/client.ts';

type Sums = Pick<Invoice, 'paidTotalMinor' | 'pendingTotalMinor'>;
type Counted = Pick<Payment, 'state' | 'amountMinor' | 'refundedMinor'>;

/** Returns an invoice's sums with the payment added. */
export function withPayment({ paidTotalMinor, pendingTotalMinor }: Sums, payment: Counted): Sums {
  const left = payment.amountMinor - payment.refundedMinor;
  return payment.state === 'REALIZED'
    ? { paidTotalMinor: paidTotalMinor + left, pendingTotalMinor }
    : { paidTotalMinor, pendingTotalMinor: pendingTotalMinor + left };
}

/** Returns an invoice's sums with the payment removed. */
export function withoutPayment(sums: Sums, { state, amountMinor, refundedMinor }: Counted): Sums {
  return withPayment(sums, { state, amountMinor: -amountMinor, refundedMinor: -refundedMinor });
}

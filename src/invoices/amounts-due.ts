import type { Invoice } from '../generated/prisma/client.ts';
import type { Money } from '../values/money.ts';

/** Returns the amount due on an invoice, and the maximum of another payment. */
export function amountsDue(invoice: Invoice): { totalDue: Money; payable: Money } {
  const { billedTotalMinor, paidTotalMinor, pendingTotalMinor, currency } = invoice;
  const due = billedTotalMinor - paidTotalMinor;
  return { totalDue: { minor: due, currency }, payable: { minor: due - pendingTotalMinor, currency } };
}

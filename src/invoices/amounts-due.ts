import type { Invoice } from '../generated/prisma/client.ts';
import type { Money } from '../values/money.ts';

/** What is due on an invoice, and the most that another payment may be. */
export function amountsDue(invoice: Invoice): { totalDue: Money; payable: Money } {
  const { billedTotalMinor, paidTotalMinor, pendingTotalMinor, currency } = invoice;
  const due = billedTotalMinor - paidTotalMinor;
  return { totalDue: { minor: due, currency }, payable: { minor: due - pendingTotalMinor, currency } };
}

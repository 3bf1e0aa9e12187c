import type { Invoice, InvoiceState } from '../generated/prisma/client.ts';
import { dateOf } from '../platform/clock.ts';

type Facts = Pick<Invoice, 'billedTotalMinor' | 'paidTotalMinor' | 'sentAt' | 'viewedAt'>;

/**
 * The state that follows from what is paid and how far the invoice has come. Where nothing is paid
 * (any more) it is what it had reached: VIEWED, SENT or DRAFT. One of 0.00 is paid once it is sent.
 */
export function invoiceState({ billedTotalMinor, paidTotalMinor, sentAt, viewedAt }: Facts): InvoiceState {
  if (paidTotalMinor > 0n) return paidTotalMinor >= billedTotalMinor ? 'PAID' : 'PARTIAL';
  if (sentAt && billedTotalMinor === 0n) return 'PAID';
  if (viewedAt) return 'VIEWED';
  return sentAt ? 'SENT' : 'DRAFT';
}

/** The states in which an invoice is owed. */
export const OWED: readonly InvoiceState[] = ['SENT', 'VIEWED', 'PARTIAL'];

/** Whether it is owed and past its due date, by the date in UTC. */
export function isOverdue({ state, dueDate }: Pick<Invoice, 'state' | 'dueDate'>, now: Date): boolean {
  return OWED.includes(state) && dueDate < dateOf(now);
}

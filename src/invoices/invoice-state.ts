import type { Invoice, InvoiceState } from '../generated/prisma/client.ts';
import { dateOf } from '../platform/clock.ts';

type Facts = Pick<Invoice, 'billedTotalMinor' | 'paidTotalMinor' | 'sentAt' | 'viewedAt'>;

/**
 * Derives the state from the paid amount and the invoice's progress. Without payments it is VIEWED, SENT or DRAFT. An
 * invoice with a total of 0.00 is PAID once it is sent.
 */
export function invoiceState({ billedTotalMinor, paidTotalMinor, sentAt, viewedAt }: Facts): InvoiceState {
  if (paidTotalMinor > 0n) return paidTotalMinor >= billedTotalMinor ? 'PAID' : 'PARTIAL';
  if (sentAt && billedTotalMinor === 0n) return 'PAID';
  if (viewedAt) return 'VIEWED';
  return sentAt ? 'SENT' : 'DRAFT';
}

/** The states of an issued invoice with an amount due. */
export const OWED: readonly InvoiceState[] = ['SENT', 'VIEWED', 'PARTIAL'];

/** Whether the invoice has an amount due after its due date, by the date in UTC. */
export function isOverdue({ state, dueDate }: Pick<Invoice, 'state' | 'dueDate'>, now: Date): boolean {
  return OWED.includes(state) && dueDate < dateOf(now);
}

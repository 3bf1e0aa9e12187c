import type { RecurringInvoice, RecurringInvoiceState } from '../generated/prisma/client.ts';

type Facts = Pick<RecurringInvoice, 'occurrences' | 'iterationNo' | 'nextBillingDate'>;

/** Whether the profile has created all its invoices. */
export function isCompleted({ occurrences, iterationNo }: Omit<Facts, 'nextBillingDate'>): boolean {
  return occurrences > 0 && iterationNo >= occurrences;
}

/** Derives the state of a running profile from its progress. @param today midnight in UTC */
export function runningState(facts: Facts, today: Date): RecurringInvoiceState {
  if (isCompleted(facts)) return 'COMPLETED';
  return facts.iterationNo === 0 && facts.nextBillingDate > today ? 'SCHEDULED' : 'ACTIVE';
}

/** Whether a profile bills automatically: it is running, or waits only for its client to be restored. */
export function isAutoBilled({
  state,
  pendingReason,
}: Pick<RecurringInvoice, 'state' | 'pendingReason'>): boolean {
  if (state === 'PENDING') return pendingReason === 'CLIENT_TRASHED';
  return state === 'SCHEDULED' || state === 'ACTIVE';
}

import type { RecurringInvoice } from '../generated/prisma/client.ts';
import { InvalidState } from '../values/errors.ts';
import { nextBillingDate } from './billing-dates.ts';

const MAX_DUE = 100;

/**
 * Limits the periods billed at once, so that a mistyped year does not create and send thousands of invoices.
 * @param today midnight in UTC
 * @throws {InvalidState}
 */
export function limitBacklog(profile: RecurringInvoice, today: Date): void {
  const left = profile.occurrences === 0 ? Infinity : profile.occurrences - profile.iterationNo;
  if (left <= MAX_DUE) return;
  let date = profile.nextBillingDate;
  for (let due = 0; date <= today; due += 1) {
    if (due === MAX_DUE) {
      throw new InvalidState(
        'TOO_MANY_DUE',
        `More than ${MAX_DUE} periods would be billed at once. Set a later next billing date first.`,
      );
    }
    date = nextBillingDate(date, profile);
  }
}

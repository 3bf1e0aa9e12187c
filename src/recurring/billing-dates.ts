import type { IntervalUnit } from '../generated/prisma/client.ts';
import { DAY_MS } from '../values/durations.ts';

/** How often a profile bills, and on which day of the month. */
export interface BillingRhythm {
  interval: number;
  intervalUnit: IntervalUnit;
  /** From 1 to 31; in a shorter month, its last day. */
  billingDay: number;
}

/**
 * Returns the date of the next invoice after `date`. A profile that starts on 31 January bills on 28 February, then on
 * 31 March: the day is the profile's, not the last invoice's.
 * @param date midnight in UTC, as are all dates here
 */
export function nextBillingDate(date: Date, { interval, intervalUnit, billingDay }: BillingRhythm): Date {
  switch (intervalUnit) {
    case 'DAYS':
      return addDays(date, interval);
    case 'WEEKS':
      return addDays(date, interval * 7);
    case 'MONTHS':
      return addMonths(date, interval, billingDay);
    case 'YEARS':
      return addMonths(date, interval * 12, billingDay);
  }
}

/** Returns the day to bill on by months or years; for days and weeks, in case the unit changes, that of `next`. */
export function billingDayFrom(next: Date, { intervalUnit, billingDay }: BillingRhythm): number {
  return intervalUnit === 'DAYS' || intervalUnit === 'WEEKS' ? next.getUTCDate() : billingDay;
}

export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY_MS);
}

function addMonths(date: Date, months: number, day: number): Date {
  const next = new Date(date);
  // Day 0 of a month is the last day of the month before.
  next.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  next.setUTCDate(Math.min(day, next.getUTCDate()));
  return next;
}

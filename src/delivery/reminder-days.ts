import { DAY_MS } from '../values/durations.ts';

/** The days on which reminders of an invoice are due, relative to its due date. */
export const INVOICE_REMINDERS = [-3, 0, 7, 14] as const;
/** Likewise for an estimate, relative to its expiry date. An expired estimate needs no reminder. */
export const ESTIMATE_REMINDERS = [-3, 0] as const;

/** A reminder that is this many days late, after an outage, is not sent. */
const LAST_FOR_DAYS = 7;

/**
 * Returns the reminder that is due today, in days after the due date; null if there is none. If several were missed,
 * only the last is due. A reminder is never due if its day had passed when the statement was sent.
 * @param dates midnights in UTC
 */
export function dueReminder(
  days: readonly number[],
  { due, sent, today }: { due: Date; sent: Date; today: Date },
): number | null {
  const late = daysBetween(due, today);
  const passed = days.filter((day) => day <= late);
  const day = passed.at(-1);
  if (day === undefined || late - day >= LAST_FOR_DAYS) return null;
  return day > daysBetween(due, sent) ? day : null;
}

function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / DAY_MS);
}

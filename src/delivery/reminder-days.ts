import { DAY_MS } from '../values/durations.ts';

/** When an invoice is reminded of, in days after the due date. */
export const INVOICE_REMINDERS = [-3, 0, 7, 14] as const;
/** Likewise an estimate, after its date of expiry: once that has passed there is nothing to remind of. */
export const ESTIMATE_REMINDERS = [-3, 0] as const;

/** After the last one no other comes; where nothing ran for so long, that one is not sent any more either. */
const LAST_FOR_DAYS = 7;

/**
 * The reminder that is due today, in days after the due date; null for none. Of several that were missed
 * only the last is due. One whose day had passed when the statement was sent was never due.
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

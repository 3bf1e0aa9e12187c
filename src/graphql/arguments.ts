import type { Conditions } from '../platform/postgres/conditions.ts';
import { isStorable, parseDate, parseInstant } from '../values/input-check.ts';
import { badUserInput } from './context.ts';

// The arguments of queries. The types of queries have no errors, so an invalid argument is an error of the request,
// BAD_USER_INPUT, that names the argument.

export function requireStorable(text: string, argument: string): string {
  if (!isStorable(text))
    throw badUserInput(`${argument} has characters that cannot stand in a text.`, argument);
  return text;
}

export function requireInstant(text: string, argument: string): Date {
  const instant = parseInstant(text);
  if (!instant) throw badUserInput(`${argument} must be an instant such as 2026-01-31T09:30:00Z.`, argument);
  return instant;
}

export interface DateRange {
  from?: string | null;
  to?: string | null;
}

/** Limits a list to the dates of a filter `filter.<column>`, inclusive. */
export function addDateRange(
  conditions: Conditions,
  column: string,
  range: DateRange | null | undefined,
): void {
  const { from, to } = range ?? {};
  if (from) conditions.add(`t."${column}" >= ?::date`, requireDate(from, `filter.${column}.from`));
  if (to) conditions.add(`t."${column}" <= ?::date`, requireDate(to, `filter.${column}.to`));
}

/** Returns the date in the form that PostgreSQL reads. */
function requireDate(text: string, argument: string): string {
  if (!parseDate(text)) throw badUserInput(`${argument} must be a date such as 2026-01-31.`, argument);
  return text;
}

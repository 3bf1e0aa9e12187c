/** Where the time comes from, so that a test can tell a customer's quarter in a second. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** The calendar date of an instant in UTC, as midnight of that date: what a `date` column holds. */
export function dateOf(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate()));
}

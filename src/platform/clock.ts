/** The source of time, which tests can move: a customer's quarter takes a second. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Returns the calendar date of an instant in UTC, as midnight of that date, the format of `date` columns. */
export function dateOf(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate()));
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The pause after each failed attempt, as Standard Webhooks 1.0 recommends. */
const PAUSES_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** Spreads the retries of deliveries that failed at the same time. */
const JITTER = 0.1;

const MAX_ASKED_MS = 24 * HOUR_MS;

/**
 * @param failures the number of failed attempts
 * @param askedMs the pause that the receiver requested
 * @param random from 0 to 1
 * @returns null after the last attempt
 */
export function pauseAfter(
  failures: number,
  { askedMs, random = Math.random() }: { askedMs: number | null; random?: number },
): number | null {
  const pauseMs = PAUSES_MS[failures - 1];
  if (pauseMs === undefined) return null;
  return Math.max(Math.round(pauseMs * (1 + JITTER * random)), Math.min(askedMs ?? 0, MAX_ASKED_MS));
}

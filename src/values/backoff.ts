/** How long something that failed waits for its next attempt. */
export interface Backoff {
  /** The wait after each failed attempt. After the last there is no other attempt. */
  scheduleMs: readonly number[];
  /** The largest part of a wait that is added to it at random, so that what failed at once does not return at once. */
  jitter: number;
  /** The longest wait that a receiver may ask for. */
  maxAskedMs: number;
}

/**
 * @param failures how many attempts have failed
 * @param askedMs how long the receiver asked to be left alone
 * @param random from 0 to 1
 * @returns the wait in milliseconds; null after the last attempt
 */
export function backoff(
  { scheduleMs, jitter, maxAskedMs }: Backoff,
  failures: number,
  { askedMs = 0, random = Math.random() }: { askedMs?: number; random?: number } = {},
): number | null {
  const waitMs = scheduleMs[failures - 1];
  if (waitMs === undefined) return null;
  return Math.max(Math.round(waitMs * (1 + jitter * random)), Math.min(askedMs, maxAskedMs));
}

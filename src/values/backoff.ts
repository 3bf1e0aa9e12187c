/** How long to wait before retrying a failed operation. */
export interface Backoff {
  /** The wait after each failed attempt, in milliseconds. After the last there is no further attempt. */
  scheduleMs: readonly number[];
  /** The largest fraction of a wait that is added at random, so that concurrent failures do not retry together. */
  jitter: number;
  /** The longest wait that a receiver can ask for. */
  maxAskedMs: number;
}

/**
 * Returns the wait before the next attempt.
 * @param failures the number of failed attempts
 * @param askedMs the wait that the receiver asked for
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

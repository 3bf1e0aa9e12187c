import type { Backoff } from '../values/backoff.ts';
import { HOUR_MS, MINUTE_MS } from '../values/durations.ts';

/** Ten attempts to send a message, over three days. */
export const MAIL_BACKOFF: Backoff = {
  scheduleMs: [
    1 * MINUTE_MS,
    5 * MINUTE_MS,
    15 * MINUTE_MS,
    1 * HOUR_MS,
    4 * HOUR_MS,
    8 * HOUR_MS,
    12 * HOUR_MS,
    23 * HOUR_MS,
    24 * HOUR_MS,
  ],
  jitter: 0,
  maxAskedMs: 0,
};

import type { Backoff } from '../values/backoff.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../values/durations.ts';

/** Ten attempts at a delivery, as Standard Webhooks 1.0 recommends. */
export const WEBHOOK_BACKOFF: Backoff = {
  scheduleMs: [
    5 * SECOND_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    14 * HOUR_MS,
    20 * HOUR_MS,
    24 * HOUR_MS,
  ],
  jitter: 0.1,
  maxAskedMs: 24 * HOUR_MS,
};

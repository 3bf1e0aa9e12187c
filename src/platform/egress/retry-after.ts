import type { IncomingHttpHeaders } from 'node:http';
import { DAY_MS } from '../../values/durations.ts';

// Larger values are not plausible, and may exceed the range of dates.
const MAX_MS = 365 * DAY_MS;

// The three formats of RFC 9110, section 5.6.7; `Date.parse` alone would accept almost anything.
const HTTP_DATE = /^[A-Z][a-z]{2,8}(, ?| )[\w -]+ ?\d{2}:\d{2}:\d{2}( GMT| \d{4})$/;

/**
 * Returns how long a response asks to wait, in milliseconds; null if it does not, or the value is invalid. RFC 9110,
 * section 10.2.3. A date is relative to the response's own `Date`, so that a wrong clock at the receiver has no effect.
 */
export function readRetryAfter(headers: IncomingHttpHeaders): number | null {
  const value = headers['retry-after']?.trim() ?? '';
  const ms = /^\d+$/.test(value)
    ? Number(value) * 1000
    : readDate(value) - (readDate(headers.date) || Date.now());
  return ms <= MAX_MS ? Math.max(0, ms) : null;
}

/** Returns NaN for an invalid date. */
function readDate(text = ''): number {
  if (!HTTP_DATE.test(text)) return Number.NaN;
  // The oldest format has no zone, and means GMT.
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}

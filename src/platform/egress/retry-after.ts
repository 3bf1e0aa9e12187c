import type { IncomingHttpHeaders } from 'node:http';
import { DAY_MS } from '../../values/durations.ts';

// Beyond it is nonsense, and may be no date any more.
const MAX_MS = 365 * DAY_MS;

// The three forms of RFC 9110, section 5.6.7; `Date.parse` alone would take nearly anything.
const HTTP_DATE = /^[A-Z][a-z]{2,8}(, ?| )[\w -]+ ?\d{2}:\d{2}:\d{2}( GMT| \d{4})$/;

/**
 * How long an answer asks to wait, in milliseconds; null if it does not say, or nonsense. RFC 9110, section 10.2.3. A
 * date is taken from the answer's own `Date`, so that a receiver whose clock is wrong is not asked hours too early.
 */
export function readRetryAfter(headers: IncomingHttpHeaders): number | null {
  const value = headers['retry-after']?.trim() ?? '';
  const ms = /^\d+$/.test(value)
    ? Number(value) * 1000
    : readDate(value) - (readDate(headers.date) || Date.now());
  return ms <= MAX_MS ? Math.max(0, ms) : null;
}

/** NaN for what is no date. */
function readDate(text = ''): number {
  if (!HTTP_DATE.test(text)) return Number.NaN;
  // The oldest form names no zone, and means this one.
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}

import { expect, test } from 'vitest';
import { readRetryAfter } from '../../src/platform/egress/retry-after.ts';

const DATE = 'Sun, 06 Nov 1994 08:49:37 GMT';
const DAY_MS = 24 * 60 * 60 * 1000;

test.each([
  ['0', 0],
  ['120', 120_000],
  [' 5 ', 5_000],
  ['31536000', 365 * DAY_MS],
  ['Sun, 06 Nov 1994 08:50:37 GMT', 60_000],
  ['Sunday, 06-Nov-94 08:50:37 GMT', 60_000],
  ['Sun Nov  6 08:50:37 1994', 60_000],
  ['Mon, 07 Nov 1994 08:49:37 GMT', DAY_MS],
  [DATE, 0],
  ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
  ['', null],
  ['-5', null],
  ['+5', null],
  ['1.5', null],
  ['1e3', null],
  ['0x10', null],
  ['5 s', null],
  ['soon', null],
  ['1994', 1_994_000],
  ['1994-11-06T08:50:37Z', null],
  ['after Nov 6 1994', null],
  ['Sun, 99 Nov 1994 08:50:37 GMT', null],
  ['Sun, 06 Nov 1994 08:50:37 +0200', null],
  ['31536001', null],
  ['9'.repeat(400), null],
  ['Sun, 06 Nov 9994 08:49:37 GMT', null],
])('Retry-After: %s', (value, expected) => {
  expect(readRetryAfter({ 'retry-after': value, date: DATE })).toBe(expected);
});

test('an answer that does not say', () => {
  expect(readRetryAfter({ date: DATE })).toBeNull();
});

test.each([undefined, 'today'])('a date where the answer has none of its own: %s', (date) => {
  const tomorrow = new Date(Date.now() + DAY_MS).toUTCString();
  const ms = readRetryAfter({ 'retry-after': tomorrow, date });
  expect(ms).toBeGreaterThan(DAY_MS / 2);
  expect(ms).toBeLessThanOrEqual(DAY_MS);
});

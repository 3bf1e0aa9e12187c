import { expect, test } from 'vitest';
import { backoff } from '../../src/values/backoff.ts';
import { WEBHOOK_BACKOFF } from '../../src/webhooks/webhook-backoff.ts';

const HOUR = 3_600;
/** Seconds after each attempt that failed. */
const PAUSES = [5, 300, 1_800, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
const pause = (failures: number, askedSeconds: number, random: number) =>
  backoff(WEBHOOK_BACKOFF, failures, { askedMs: askedSeconds * 1_000, random });

test.each(PAUSES.map((seconds, index) => [index + 1, seconds] as const))(
  'after attempt %i it waits %i s, or up to a tenth more',
  (failures, seconds) => {
    expect(pause(failures, 0, 0)).toBe(seconds * 1_000);
    expect(pause(failures, 0, 1)).toBe(seconds * 1_100);
    const drawn = backoff(WEBHOOK_BACKOFF, failures)!;
    expect(drawn).toBeGreaterThanOrEqual(seconds * 1_000);
    expect(drawn).toBeLessThanOrEqual(seconds * 1_100);
  },
);

test('after the tenth attempt there is none', () => {
  expect(pause(10, 0, 0)).toBeNull();
  expect(pause(10, 60, 0)).toBeNull();
});

test.each([
  [1, 60, 60],
  [1, 3, 5],
  [2, 300, 300],
  [3, 0, 1_800],
  [1, 24 * HOUR, 24 * HOUR],
  [1, 25 * HOUR, 24 * HOUR],
  [9, 48 * HOUR, 24 * HOUR],
])('after attempt %i of a receiver that asks for %i s it waits %i s', (failures, asked, seconds) => {
  expect(pause(failures, asked, 0)).toBe(seconds * 1_000);
});

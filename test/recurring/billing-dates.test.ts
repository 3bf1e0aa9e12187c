import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IntervalUnit } from '../../src/generated/prisma/client.ts';
import { type BillingRhythm, nextBillingDate } from '../../src/recurring/billing-dates.ts';
import { formatDate, parseDate } from '../../src/values/input-check.ts';

/** The dates after a start, on whose day of the month it bills. */
function datesAfter(start: string, interval: number, intervalUnit: IntervalUnit, count: number): string[] {
  let date = parseDate(start)!;
  const rhythm: BillingRhythm = { interval, intervalUnit, billingDay: date.getUTCDate() };
  return Array.from({ length: count }, () => {
    date = nextBillingDate(date, rhythm);
    return formatDate(date);
  });
}

describe('a profile bills', () => {
  test.each<[string, number, IntervalUnit, string]>([
    ['2026-02-27', 1, 'DAYS', '2026-02-28 2026-03-01'],
    ['2028-02-27', 1, 'DAYS', '2028-02-28 2028-02-29 2028-03-01'],
    ['2026-12-30', 2, 'DAYS', '2027-01-01 2027-01-03'],
    ['2026-01-01', 90, 'DAYS', '2026-04-01 2026-06-30 2026-09-28'],
    // Where clocks are put forward and back: dates have none.
    ['2026-03-28', 1, 'DAYS', '2026-03-29 2026-03-30'],
    ['2026-10-24', 1, 'DAYS', '2026-10-25 2026-10-26'],
    ['2026-01-31', 1, 'WEEKS', '2026-02-07 2026-02-14'],
    ['2026-12-21', 2, 'WEEKS', '2027-01-04 2027-01-18'],
    ['2026-01-15', 1, 'MONTHS', '2026-02-15 2026-03-15'],
    [
      '2026-01-31',
      1,
      'MONTHS',
      '2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 2026-09-30 2026-10-31 2026-11-30 2026-12-31 2027-01-31 2027-02-28',
    ],
    ['2027-12-31', 1, 'MONTHS', '2028-01-31 2028-02-29 2028-03-31'],
    ['2026-01-30', 1, 'MONTHS', '2026-02-28 2026-03-30'],
    ['2026-01-29', 1, 'MONTHS', '2026-02-28 2026-03-29'],
    ['2028-01-29', 1, 'MONTHS', '2028-02-29 2028-03-29'],
    ['2026-02-28', 1, 'MONTHS', '2026-03-28 2026-04-28'],
    ['2026-12-31', 2, 'MONTHS', '2027-02-28 2027-04-30 2027-06-30 2027-08-31'],
    ['2026-11-30', 3, 'MONTHS', '2027-02-28 2027-05-30 2027-08-30 2027-11-30 2028-02-29'],
    ['2026-08-31', 6, 'MONTHS', '2027-02-28 2027-08-31 2028-02-29'],
    ['2026-01-31', 11, 'MONTHS', '2026-12-31 2027-11-30 2028-10-31'],
    ['2026-01-31', 12, 'MONTHS', '2027-01-31 2028-01-31'],
    ['2026-01-31', 13, 'MONTHS', '2027-02-28 2028-03-31 2029-04-30'],
    ['2026-12-31', 14, 'MONTHS', '2028-02-29 2029-04-30 2030-06-30'],
    ['2026-02-28', 1, 'YEARS', '2027-02-28 2028-02-28 2029-02-28'],
    ['2024-02-29', 1, 'YEARS', '2025-02-28 2026-02-28 2027-02-28 2028-02-29 2029-02-28'],
    ['2024-02-29', 4, 'YEARS', '2028-02-29 2032-02-29'],
    // 2100 is no leap year, 2400 is one.
    ['2096-02-29', 4, 'YEARS', '2100-02-28 2104-02-29'],
    ['2396-02-29', 4, 'YEARS', '2400-02-29'],
    ['0001-01-31', 1, 'MONTHS', '0001-02-28 0001-03-31'],
    ['0099-12-31', 1, 'YEARS', '0100-12-31 0101-12-31'],
  ])('from %s every %i %s on %s', (start, interval, unit, expected) => {
    const dates = expected.split(' ');
    expect(datesAfter(start, interval, unit, dates.length)).toEqual(dates);
  });
});

const dates = fc
  .date({ min: new Date('0001-01-01'), max: new Date('2400-12-31'), noInvalidDate: true })
  .map((date) => formatDate(date));

test('by months and years, each date is in its month, on the day of the start or the month’s last', () => {
  const units = fc.constantFrom('MONTHS' as const, 'YEARS' as const);
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 30 }), units, (start, interval, unit) => {
      const [year, month, day] = start.split('-').map(Number) as [number, number, number];
      const step = unit === 'YEARS' ? interval * 12 : interval;
      const expected = Array.from({ length: 40 }, (_, index) => {
        const months = year * 12 + (month - 1) + (index + 1) * step;
        const [inYear, inMonth] = [Math.floor(months / 12), (months % 12) + 1];
        const inDay = Math.min(day, daysIn(inYear, inMonth));
        return [String(inYear).padStart(4, '0'), pad(inMonth), pad(inDay)].join('-');
      });
      expect(datesAfter(start, interval, unit, 40)).toEqual(expected);
    }),
  );
});

test('by days and weeks, each date is as many days after the one before', () => {
  const units = fc.constantFrom('DAYS' as const, 'WEEKS' as const);
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 400 }), units, (start, interval, unit) => {
      const all = [start, ...datesAfter(start, interval, unit, 20)].map(
        (date) => Date.parse(date) / 86_400_000,
      );
      const gaps = all.slice(1).map((date, index) => date - all[index]!);
      expect(new Set(gaps)).toEqual(new Set([unit === 'WEEKS' ? interval * 7 : interval]));
    }),
  );
});

test('dates strictly increase, whatever day of the month it was before', () => {
  const units = fc.constantFrom('DAYS' as const, 'WEEKS' as const, 'MONTHS' as const, 'YEARS' as const);
  const days = fc.integer({ min: 1, max: 31 });
  fc.assert(
    fc.property(
      dates,
      fc.integer({ min: 1, max: 1_000 }),
      units,
      days,
      (start, interval, unit, billingDay) => {
        const date = parseDate(start)!;
        const next = nextBillingDate(date, { interval, intervalUnit: unit, billingDay });
        expect(next.getTime()).toBeGreaterThan(date.getTime());
      },
    ),
  );
});

const pad = (number: number) => String(number).padStart(2, '0');

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

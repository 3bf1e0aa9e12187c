import { describe, expect, test } from 'vitest';
import {
  formatAdjustmentForPeople,
  formatDateForPeople,
  formatDecimalForPeople,
  formatMinutesForPeople,
  formatPercentForPeople,
  formatPriceForPeople,
  formatQuantityForPeople,
  nameOfAdjustment,
} from '../../src/documents/format.ts';
import { LABELS } from '../../src/documents/labels.ts';
import { plainSpaces } from './read-pdf.ts';

describe('decimals', () => {
  test.each([
    ['12345678901234.123456', 'EN_US', '12,345,678,901,234.123456'],
    ['12345678901234.123456', 'DE', '12.345.678.901.234,123456'],
    ['-0.5', 'FR', '-0,5'],
  ] as const)('%s in %s is %s', (text, language, written) => {
    expect(formatDecimalForPeople(text, language)).toBe(written);
  });
});

describe('percentages', () => {
  test.each([
    ['5.25', 'EN_US', '5.25%'],
    ['5.25', 'DE', '5,25 %'],
    ['0.0000001', 'EN_UK', '0.0000001%'],
  ] as const)('%s in %s is %s', (text, language, written) => {
    expect(plainSpaces(formatPercentForPeople(text, language))).toBe(written);
  });
});

describe('prices have at least the decimals of their currency, and all of their own', () => {
  test.each([
    ['120.00', 'USD', 'EN_US', '$120.00'],
    ['0.0125', 'USD', 'EN_US', '$0.0125'],
    ['99999999999999.999999', 'EUR', 'DE', '99.999.999.999.999,999999 €'],
    ['1500', 'JPY', 'JA', '¥1,500'],
    ['1.250', 'KWD', 'EN_US', 'KWD 1.250'],
  ] as const)('%s %s in %s is %s', (amount, currency, language, written) => {
    const price = plainSpaces(formatPriceForPeople({ amount, currency }, language));
    expect(price.replace('￥', '¥')).toBe(written);
  });
});

test('dates are days of UTC', () => {
  const late = new Date('2026-03-12T23:59:59Z');
  expect(formatDateForPeople(late, 'EN_US')).toBe('March 12, 2026');
  expect(formatDateForPeople(late, 'DE')).toBe('12. März 2026');
  expect(formatDateForPeople(late, 'EN_US', 'medium')).toBe('Mar 12, 2026');
});

describe('minutes are hours where their decimal ends', () => {
  test.each([
    ['90', '1.5 hr'],
    ['3', '0.05 hr'],
    ['50', '50 min'],
    ['100.5', '1.675 hr'],
    ['0.000001', '0.000001 min'],
    ['-60', '-1 hr'],
  ])('%s is %s', (minutes, written) => {
    expect(plainSpaces(formatMinutesForPeople(minutes, 'EN_US'))).toBe(written);
  });

  test('in the words of the language', () => {
    expect(plainSpaces(formatMinutesForPeople('90', 'DE'))).toBe('1,5 Std.');
  });
});

test('a quantity has its unit, and an expense has none', () => {
  const item = { kind: 'ITEM', quantity: '1200.5', unit: 'kg' } as const;
  expect(formatQuantityForPeople(item, 'EN_US')).toBe('1,200.5 kg');
  expect(formatQuantityForPeople({ kind: 'EXPENSE', quantity: null, unit: null }, 'EN_US')).toBe('');
});

test('a discount is taken off, a tax is not', () => {
  const tax = { kind: 'TAX', name: 'VAT', percent: '20', amountMinor: 500n } as const;
  const discount = { ...tax, kind: 'DISCOUNT', name: ' ', percent: null } as const;
  expect(formatAdjustmentForPeople(tax, 'USD', 'EN_US')).toBe('$5.00');
  expect(formatAdjustmentForPeople(discount, 'USD', 'EN_US')).toBe('-$5.00');
  const words = { labels: LABELS.EN_US, language: 'EN_US' } as const;
  expect(nameOfAdjustment(tax, words)).toBe('VAT 20%');
  expect(nameOfAdjustment(discount, words)).toBe('Discount');
});

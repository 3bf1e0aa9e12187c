import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyDecimals, isCurrency } from '../src/values/currency.ts';
import {
  formatMinor,
  formatMoneyForPeople,
  LANGUAGE_TAGS,
  LARGEST_MINOR,
  type Language,
  parseMinor,
} from '../src/values/money.ts';

describe('a currency', () => {
  test.each(['USD', 'EUR', 'JPY', 'KWD', 'LKR'])('%s is one', (code) => {
    expect(isCurrency(code)).toBe(true);
  });

  test.each(['usd', 'Usd', 'US', 'USDX', '', 'XXX', 'XTS', 'ZZZ', ' USD', '123'])('%j is none', (code) => {
    expect(isCurrency(code)).toBe(false);
  });

  test.each([
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['EUR', 2],
    ['KRW', 0],
    ['BHD', 3],
  ])('%s has %i decimals', (currency, decimals) => {
    expect(currencyDecimals(currency)).toBe(decimals);
  });
});

describe('a sum is written with exactly its currency’s decimals', () => {
  test.each([
    [10_000n, 'USD', '100.00'],
    [2_999n, 'JPY', '2999'],
    [3_704n, 'KWD', '3.704'],
    [-5n, 'USD', '-0.05'],
    [-5n, 'JPY', '-5'],
    [-5n, 'KWD', '-0.005'],
    [0n, 'USD', '0.00'],
    [0n, 'JPY', '0'],
    [7n, 'USD', '0.07'],
    [99n, 'USD', '0.99'],
    [-100n, 'USD', '-1.00'],
    [9_223_372_036_854_775_807n, 'USD', '92233720368547758.07'],
  ])('%s of %s', (minor, currency, text) => {
    expect(formatMinor(minor, currency)).toBe(text);
  });
});

describe('a sum is read', () => {
  test.each([
    ['100', 'USD', 10_000n],
    ['100.5', 'USD', 10_050n],
    ['100.50000', 'USD', 10_050n],
    ['-0.05', 'USD', -5n],
    ['2999', 'JPY', 2_999n],
    ['2999.00', 'JPY', 2_999n],
    ['3.704', 'KWD', 3_704n],
    ['90000000000000000', 'USD', LARGEST_MINOR],
    ['-9000000000000000000', 'JPY', -LARGEST_MINOR],
  ])('%s %s', (text, currency, minor) => {
    expect(parseMinor(text, currency)).toEqual({ ok: true, minor });
  });

  test.each([
    ['10.001', 'USD', 'TOO_MANY_DECIMALS'],
    ['0.5', 'JPY', 'TOO_MANY_DECIMALS'],
    ['1.2345', 'KWD', 'TOO_MANY_DECIMALS'],
    ['90000000000000000.01', 'USD', 'DECIMAL_TOO_LARGE'],
    ['-90000000000000000.01', 'USD', 'DECIMAL_TOO_LARGE'],
    ['9000000000000000001', 'JPY', 'DECIMAL_TOO_LARGE'],
    ['9'.repeat(40), 'USD', 'DECIMAL_TOO_LARGE'],
    ['1e3', 'USD', 'INVALID_DECIMAL'],
    ['$1', 'USD', 'INVALID_DECIMAL'],
    ['', 'USD', 'INVALID_DECIMAL'],
  ])('but not %s %s: %s', (text, currency, code) => {
    expect(parseMinor(text, currency)).toEqual({ ok: false, code });
  });

  test('as it was written', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -LARGEST_MINOR, max: LARGEST_MINOR }),
        fc.constantFrom('USD', 'JPY', 'KWD'),
        (minor, currency) => {
          expect(parseMinor(formatMinor(minor, currency), currency)).toEqual({ ok: true, minor });
        },
      ),
    );
  });
});

describe('for people a sum is written as their language does', () => {
  test.each([
    [123_450n, 'USD', 'EN_US', '$1,234.50'],
    [123_450n, 'USD', 'EN_UK', 'US$1,234.50'],
    [123_450n, 'GBP', 'EN_UK', '£1,234.50'],
    [123_450n, 'EUR', 'DE', '1.234,50 €'],
    [123_450n, 'BRL', 'PT_BR', 'R$ 1.234,50'],
    [1_234n, 'JPY', 'JA', '￥1,234'],
    [12_345_678n, 'INR', 'HI', '₹1,23,456.78'],
    [-5n, 'USD', 'EN_US', '-$0.05'],
    [3_704n, 'KWD', 'EN_US', 'KWD 3.704'],
  ] as const)('%s of %s in %s', (minor, currency, language, text) => {
    expect(withPlainSpaces(formatMoneyForPeople({ minor, currency }, language))).toBe(text);
  });

  test('exactly, also beyond 2^53', () => {
    const money = { minor: 8_999_999_999_999_999_999n, currency: 'USD' };
    expect(formatMoneyForPeople(money, 'EN_US')).toBe('$89,999,999,999,999,999.99');
  });

  test.each(Object.keys(LANGUAGE_TAGS) as Language[])('and Intl knows %s', (language) => {
    expect(Intl.NumberFormat.supportedLocalesOf(LANGUAGE_TAGS[language])).toEqual([LANGUAGE_TAGS[language]]);
    expect(formatMoneyForPeople({ minor: 123_450n, currency: 'USD' }, language)).toMatch(/1\D?234\D50/);
  });
});

// Between number and sign Intl puts spaces that do not break, of one kind or another.
function withPlainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divideHalfUp, formatDecimalText, formatMicros, parseDecimal } from '../src/values/decimal.ts';

describe('a decimal is read exactly', () => {
  test.each([
    ['12.50', 12_500_000n],
    ['-0.5', -500_000n],
    ['0', 0n],
    ['-0', 0n],
    ['-0.000', 0n],
    ['007', 7_000_000n],
    ['0.000001', 1n],
    ['1.5000000', 1_500_000n],
    ['1.00000000000000000000', 1_000_000n],
    ['99999999999999.999999', 99_999_999_999_999_999_999n],
    ['-99999999999999.999999', -99_999_999_999_999_999_999n],
    [`${'0'.repeat(30)}1.5`, 1_500_000n],
  ])('%s', (text, value) => {
    expect(parseDecimal(text)).toEqual({ ok: true, value });
  });
});

describe('what is not one is refused', () => {
  test.each(
    ['', '-', '.', '10.', '.5', '-.5', '+1', '--1', '1e3', ' 1', '1 ', '1\n', '1,5', '1_000', '0x10', '1.2.3']
      .concat(['NaN', 'Infinity', '１２', '٣'])
      .map((text) => [text]),
  )('%j', (text) => {
    expect(parseDecimal(text)).toEqual({ ok: false, code: 'INVALID_DECIMAL' });
  });

  test.each(['0.0000001', '1.1234567', '-1.12345670001'])('too many decimals: %s', (text) => {
    expect(parseDecimal(text)).toEqual({ ok: false, code: 'TOO_MANY_DECIMALS' });
  });

  test.each(['100000000000000', '-100000000000000.5', '9'.repeat(21), '9'.repeat(100_000)])(
    'too large: %.30s',
    (text) => {
      expect(parseDecimal(text)).toEqual({ ok: false, code: 'DECIMAL_TOO_LARGE' });
    },
  );

  test('however long it is, it takes no long time', () => {
    const zeros = '0'.repeat(1_000_000);
    const started = performance.now();
    expect(parseDecimal(`1.${zeros}1`)).toEqual({ ok: false, code: 'TOO_MANY_DECIMALS' });
    expect(parseDecimal(`${zeros}1.${zeros}`)).toEqual({ ok: true, value: 1_000_000n });
    expect(parseDecimal(`${zeros}x`)).toEqual({ ok: false, code: 'INVALID_DECIMAL' });
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('a decimal is written without needless zeros', () => {
  test.each([
    [12_500_000n, 0, '12.5'],
    [12_500_000n, 2, '12.50'],
    [12_345_600n, 2, '12.3456'],
    [10_000_000n, 0, '10'],
    [10_000_000n, 2, '10.00'],
    [0n, 0, '0'],
    [0n, 2, '0.00'],
    [1n, 0, '0.000001'],
    [-1n, 2, '-0.000001'],
    [-500_000n, 0, '-0.5'],
    [100_000_000n, 0, '100'],
  ])('%s millionths with at least %i decimals', (value, minDecimals, text) => {
    expect(formatMicros(value, minDecimals)).toBe(text);
  });

  test.each([
    ['10.000000', 0, '10'],
    ['10.000000', 2, '10.00'],
    ['10.125000', 2, '10.125'],
    ['10.5', 2, '10.50'],
    ['10', 0, '10'],
    ['100', 0, '100'],
    ['10', 2, '10.00'],
    ['-0.050000', 0, '-0.05'],
    ['0.000000', 0, '0'],
    ['0.000001', 3, '0.000001'],
    ['12345678901234.567800', 0, '12345678901234.5678'],
  ])('%s from the database with at least %i', (text, minDecimals, written) => {
    expect(formatDecimalText(text, minDecimals)).toBe(written);
  });

  test('and is read again as it was', () => {
    const millionths = fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n });
    fc.assert(
      fc.property(millionths, fc.nat({ max: 6 }), (value, minDecimals) => {
        expect(parseDecimal(formatMicros(value, minDecimals))).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('a quotient is rounded half away from zero', () => {
  test.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [3n, 2n, 2n],
    [-3n, 2n, -2n],
    [1n, 3n, 0n],
    [-1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [499n, 1000n, 0n],
    [0n, 7n, 0n],
    [-6n, 3n, -2n],
  ])('%s / %s is %s', (dividend, divisor, quotient) => {
    expect(divideHalfUp(dividend, divisor)).toBe(quotient);
  });
});

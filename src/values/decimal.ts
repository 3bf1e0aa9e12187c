/** An exact number with up to six decimals, in millionths: 12.5 is 12_500_000n. */
export type Micros = bigint;

export type DecimalProblem = 'INVALID_DECIMAL' | 'TOO_MANY_DECIMALS' | 'DECIMAL_TOO_LARGE';

const DECIMALS = 6;
export const MILLION = 1_000_000n;

// Prices, rates and quantities are stored in numeric(20,6) columns: 14 digits before the point.
const LARGEST_MICROS = 10n ** 20n - 1n;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const ZERO = 48;

/** Parses a decimal to an integer in units of `10^-decimals`, within ±`largest`. */
export function parseScaled(text: string, scale: { decimals: number; largest: bigint }) {
  const match = DECIMAL.exec(text);
  if (match === null) return { ok: false, code: 'INVALID_DECIMAL' } as const;
  const [, sign, integer, fraction = ''] = match as unknown as [string, string, string, string?];
  const digits = withoutLeadingZeros(integer);
  const decimals = withoutTrailingZeros(fraction);
  if (decimals.length > scale.decimals) return { ok: false, code: 'TOO_MANY_DECIMALS' } as const;
  // Checked before the conversion to a BigInt, which would be slow for a megabyte of digits.
  if (digits.length > 20) return { ok: false, code: 'DECIMAL_TOO_LARGE' } as const;
  const magnitude = BigInt(digits + decimals.padEnd(scale.decimals, '0'));
  if (magnitude > scale.largest) return { ok: false, code: 'DECIMAL_TOO_LARGE' } as const;
  return { ok: true, value: sign === '-' ? -magnitude : magnitude } as const;
}

/** Parses a decimal ("12.50", "-0.5") with at most 14 digits before the point and 6 significant digits after it. */
export function parseDecimal(
  text: string,
): { ok: true; value: Micros } | { ok: false; code: DecimalProblem } {
  return parseScaled(text, { decimals: DECIMALS, largest: LARGEST_MICROS });
}

/** Formats an integer in units of `10^-decimals` with exactly that many decimals: 1234 with 2 is "12.34". */
export function formatScaled(value: bigint, decimals: number): string {
  if (decimals === 0) return value.toString();
  if (value < 0n) return `-${formatScaled(-value, decimals)}`;
  const digits = value.toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Formats a decimal without trailing zeros, but with at least `minDecimals` decimals. */
export function formatMicros(value: Micros, minDecimals = 0): string {
  return formatDecimalText(formatScaled(value, DECIMALS), minDecimals);
}

/** Trims or pads a decimal's trailing zeros ("10.000000" from PostgreSQL) to at least `minDecimals` decimals. */
export function formatDecimalText(text: string, minDecimals: number): string {
  const point = text.indexOf('.');
  if (point < 0) return minDecimals === 0 ? text : `${text}.${'0'.repeat(minDecimals)}`;
  const shortest = point + minDecimals;
  let last = text.length - 1;
  while (last > shortest && text.charCodeAt(last) === ZERO) last--;
  if (last === point) return text.slice(0, point);
  return last < shortest ? text + '0'.repeat(shortest - last) : text.slice(0, last + 1);
}

/** Divides and rounds half away from zero; amounts are rounded only here. The divisor must be positive. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const doubled = 2n * dividend;
  return (dividend < 0n ? doubled - divisor : doubled + divisor) / (2n * divisor);
}

/** Returns the sum of the amounts; zero if there are none. */
export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function withoutLeadingZeros(digits: string): string {
  let first = 0;
  while (first < digits.length - 1 && digits.charCodeAt(first) === ZERO) first++;
  return digits.slice(first);
}

// A loop, not /0+$/, which takes quadratic time on zeros that are not at the end.
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === ZERO) end--;
  return digits.slice(0, end);
}

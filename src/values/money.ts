import { currencyDecimals } from './currency.ts';
import { type DecimalProblem, formatScaled, parseScaled } from './decimal.ts';

/** An amount in the currency's minor units: 1234n of USD is 12.34. */
export interface Money {
  minor: bigint;
  currency: string;
}

/** The largest amount, positive or negative, in minor units: a little below the limit of a bigint column (2^63 − 1). */
export const LARGEST_MINOR = 9_000_000_000_000_000_000n;

/** The languages' BCP 47 tags. */
export const LANGUAGE_TAGS = {
  EN_US: 'en-US',
  EN_UK: 'en-GB',
  ZH: 'zh',
  DA: 'da',
  NL: 'nl',
  DE: 'de',
  ET: 'et',
  FIL: 'fil',
  FR: 'fr',
  HI: 'hi',
  IT: 'it',
  JA: 'ja',
  KO: 'ko',
  MS: 'ms',
  PT_BR: 'pt-BR',
  RU: 'ru',
  SI: 'si',
  ES: 'es',
} as const;

export type Language = keyof typeof LANGUAGE_TAGS;

/** Formats an amount with exactly its currency's decimals: "100.00" USD, "2999" JPY, "3.704" KWD. */
export function formatMinor(minor: bigint, currency: string): string {
  return formatScaled(minor, currencyDecimals(currency));
}

/** Parses an amount of the currency. Fails instead of rounding if it has too many significant decimals. */
export function parseMinor(
  text: string,
  currency: string,
): { ok: true; minor: bigint } | { ok: false; code: DecimalProblem } {
  const parsed = parseScaled(text, { decimals: currencyDecimals(currency), largest: LARGEST_MINOR });
  return parsed.ok ? { ok: true, minor: parsed.value } : parsed;
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Formats an amount for display in a language: "$1,234.50". */
export function formatMoneyForPeople(money: Money, language: Language): string {
  const key = `${language}${money.currency}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(LANGUAGE_TAGS[language], {
      style: 'currency',
      currency: money.currency,
    });
    formatters.set(key, formatter);
  }
  // Intl formats a string exactly; a number would lose digits beyond 2^53.
  return formatter.format(formatMinor(money.minor, money.currency) as Intl.StringNumericLiteral);
}

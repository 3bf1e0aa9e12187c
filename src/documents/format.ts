import { currencyDecimals } from '../values/currency.ts';
import { formatDecimalText, formatScaled, parseDecimal } from '../values/decimal.ts';
import { formatMoneyForPeople, LANGUAGE_TAGS, type Language } from '../values/money.ts';
import type { Labels } from './label-set.ts';
import type { DocumentAdjustment, DocumentLine } from './statement-document.ts';

// More than any decimal here has, so that none is rounded.
const ALL_DECIMALS = 20;

const formats = new Map<string, Intl.NumberFormat>();

/** Intl formats a string exactly; a number would lose digits. */
function formatExactly(text: string, language: Language, options: Intl.NumberFormatOptions): string {
  const key = `${language} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(LANGUAGE_TAGS[language], {
      maximumFractionDigits: ALL_DECIMALS,
      ...options,
    });
    formats.set(key, format);
  }
  return format.format(text as Intl.StringNumericLiteral);
}

/** Formats an exact decimal for display: "1234.5" is "1,234.5". */
export function formatDecimalForPeople(text: string, language: Language): string {
  return formatExactly(text, language, {});
}

/** Formats a percentage for display: "5.25" is "5.25%", in German "5,25 %". */
export function formatPercentForPeople(percent: string, language: Language): string {
  // As a unit, not in the style "percent", which expects 0.0525.
  return formatExactly(percent, language, { style: 'unit', unit: 'percent' });
}

/** Formats a price, which may have more decimals than its currency: "$0.0125". */
export function formatPriceForPeople(
  price: { amount: string; currency: string },
  language: Language,
): string {
  const { amount, currency } = price;
  return formatExactly(amount, language, {
    style: 'currency',
    currency,
    minimumFractionDigits: currencyDecimals(currency),
  });
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Formats a date for display: "March 12, 2026", or shorter "Mar 12, 2026". Dates are in UTC. */
export function formatDateForPeople(
  date: Date,
  language: Language,
  dateStyle: 'long' | 'medium' = 'long',
): string {
  const key = `${language} ${dateStyle}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(LANGUAGE_TAGS[language], { dateStyle, timeZone: 'UTC' });
    dateFormats.set(key, format);
  }
  return format.format(date);
}

/** Formats minutes as hours if that decimal is finite ("90" is "1.5 hr"), otherwise as minutes ("50 min"). */
export function formatMinutesForPeople(minutes: string, language: Language): string {
  const parsed = parseDecimal(minutes);
  // The decimal of n / 60 is finite if the reduced denominator has no factors but 2 and 5: if 3 divides n.
  if (!parsed.ok || parsed.value % 3n !== 0n) {
    return formatExactly(minutes, language, { style: 'unit', unit: 'minute' });
  }
  const hours = formatDecimalText(formatScaled((parsed.value / 3n) * 5n, 8), 0);
  return formatExactly(hours, language, { style: 'unit', unit: 'hour' });
}

const QUANTITY_FORMATS: Record<DocumentLine['kind'], (quantity: string, language: Language) => string> = {
  ITEM: formatDecimalForPeople,
  EXPENSE: formatDecimalForPeople,
  TASK: formatMinutesForPeople,
  TRIP: formatDecimalForPeople,
};

/** Formats a line's quantity: pieces, time or distance. Empty for an expense. */
export function formatQuantityForPeople(
  line: Pick<DocumentLine, 'kind' | 'quantity' | 'unit'>,
  language: Language,
): string {
  if (line.quantity === null) return '';
  const quantity = QUANTITY_FORMATS[line.kind](line.quantity, language);
  return line.unit === null ? quantity : `${quantity} ${line.unit}`;
}

const SIGNS: Record<DocumentAdjustment['kind'], bigint> = { DISCOUNT: -1n, TAX: 1n, SHIPPING: 1n };

/** Formats an adjustment's effect on the total, which is negative for a discount. */
export function formatAdjustmentForPeople(
  adjustment: DocumentAdjustment,
  currency: string,
  language: Language,
): string {
  const { kind, amountMinor } = adjustment;
  return formatMoneyForPeople({ minor: SIGNS[kind] * amountMinor, currency }, language);
}

/** Returns "VAT 20%"; without a name, the kind of adjustment. */
export function nameOfAdjustment(
  { kind, name, percent }: DocumentAdjustment,
  { labels, language }: { labels: Labels; language: Language },
): string {
  const kinds = { DISCOUNT: labels.discount, TAX: labels.tax, SHIPPING: labels.shipping };
  const named = name.trim() === '' ? kinds[kind] : name;
  return percent === null ? named : `${named} ${formatPercentForPeople(percent, language)}`;
}

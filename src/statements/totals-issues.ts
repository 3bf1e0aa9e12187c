import { sum } from '../values/decimal.ts';
import { formatMinor, LARGEST_MINOR } from '../values/money.ts';
import type { TaxLine } from './taxes.ts';

/** A line's amounts, in the order of the draft's rows. */
export interface LineTotals {
  totalMinor: bigint;
  taxes: bigint[];
  discounts: bigint[];
  shippingAmounts: bigint[];
}

/** A statement's totals, and the amounts of its own adjustments in the order of the draft's rows. */
export interface StatementTotals {
  lines: LineTotals[];
  taxes: bigint[];
  discounts: bigint[];
  shippingAmounts: bigint[];
  subTotalMinor: bigint;
  discountTotalMinor: bigint;
  taxTotalMinor: bigint;
  shippingTotalMinor: bigint;
  billedTotalMinor: bigint;
  /** The amount of each tax over its whole base. They add up to the tax total. */
  taxLines: TaxLine[];
}

/** Why a statement's totals are invalid; the path points into the draft. */
export interface TotalsIssue {
  path: string[];
  code: 'DISCOUNT_EXCEEDS_TOTAL' | 'NEGATIVE_TOTAL' | 'AMOUNT_TOO_LARGE';
  message: string;
}

/** Checks a line's total and discounts. */
export function checkLine(
  line: { totalMinor: bigint; discounts: readonly bigint[] },
  where: { at: number; currency: string },
): TotalsIssue[] {
  const path = ['lineItems', String(where.at)];
  if (isTooLarge(line.totalMinor)) return [tooLarge(path)];
  return checkDiscounts({ ...line, currency: where.currency, path: [...path, 'discounts'] });
}

/** Rejects discounts that exceed the total, and any discount on a negative total. */
export function checkDiscounts(given: {
  discounts: readonly bigint[];
  totalMinor: bigint;
  currency: string;
  path: string[];
}): TotalsIssue[] {
  const { discounts, totalMinor, currency, path } = given;
  if (discounts.length === 0) return [];
  const discountMinor = sum(discounts);
  if (totalMinor >= 0n && discountMinor <= totalMinor) return [];
  const total = formatMinor(totalMinor, currency);
  const message =
    totalMinor < 0n
      ? `A negative total (${total} ${currency}) cannot be discounted.`
      : `The discounts of ${formatMinor(discountMinor, currency)} ${currency} exceed the total of ${total} ${currency}.`;
  return [{ path, code: 'DISCOUNT_EXCEEDS_TOTAL', message }];
}

/** Rejects amounts that exceed the columns' range, and a negative total. */
export function checkTotals(totals: StatementTotals, currency: string): TotalsIssue[] {
  const issues = checkAdjustments(totals, []);
  totals.lines.forEach((line, at) => {
    issues.push(...checkAdjustments(line, ['lineItems', String(at)]));
  });
  const sums = [
    totals.subTotalMinor,
    totals.discountTotalMinor,
    totals.taxTotalMinor,
    totals.shippingTotalMinor,
    totals.billedTotalMinor,
    ...totals.taxLines.flatMap((taxLine) => [taxLine.baseMinor, taxLine.amountMinor]),
  ];
  // If a part is too large, the totals need not be reported as well.
  if (issues.length === 0 && sums.some(isTooLarge)) issues.push(tooLarge(['lineItems']));
  if (totals.billedTotalMinor < 0n) {
    const billed = `${formatMinor(totals.billedTotalMinor, currency)} ${currency}`;
    const message = `The total of the statement would be negative (${billed}).`;
    issues.push({ path: ['lineItems'], code: 'NEGATIVE_TOTAL', message });
  }
  return issues;
}

function checkAdjustments(
  amounts: Pick<LineTotals, 'taxes' | 'discounts' | 'shippingAmounts'>,
  path: string[],
): TotalsIssue[] {
  const kinds = ['taxes', 'discounts', 'shippingAmounts'] as const;
  return kinds.filter((kind) => amounts[kind].some(isTooLarge)).map((kind) => tooLarge([...path, kind]));
}

function isTooLarge(amountMinor: bigint): boolean {
  return amountMinor > LARGEST_MINOR || amountMinor < -LARGEST_MINOR;
}

function tooLarge(path: string[]): TotalsIssue {
  return { path, code: 'AMOUNT_TOO_LARGE', message: 'This exceeds the largest amount that can be billed.' };
}

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
  /** What the taxes come to, each over its whole base; they add up to the tax total. */
  taxLines: TaxLine[];
}

/** Why a statement cannot be billed so; the path leads to the place in the draft. */
export interface TotalsIssue {
  path: string[];
  code: 'DISCOUNT_EXCEEDS_TOTAL' | 'NEGATIVE_TOTAL' | 'AMOUNT_TOO_LARGE';
  message: string;
}

/** Finds what is wrong with a line before anything is made of it. */
export function checkLine(
  line: { totalMinor: bigint; discounts: readonly bigint[] },
  where: { at: number; currency: string },
): TotalsIssue[] {
  const path = ['lineItems', String(where.at)];
  if (isTooLarge(line.totalMinor)) return [tooLarge(path)];
  return checkDiscounts({ ...line, currency: where.currency, path: [...path, 'discounts'] });
}

/** Refuses discounts that take more than there is, and any on a credit. */
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
      ? `There is no discount on a negative total (${total} ${currency}).`
      : `The discounts come to ${formatMinor(discountMinor, currency)} ${currency}, more than the total they are taken from (${total}).`;
  return [{ path, code: 'DISCOUNT_EXCEEDS_TOTAL', message }];
}

/** Finds amounts that the columns cannot hold, and a total that would owe the client money. */
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
  // Where a part is too large already, the totals need not be named as well.
  if (issues.length === 0 && sums.some(isTooLarge)) issues.push(tooLarge(['lineItems']));
  if (totals.billedTotalMinor < 0n) {
    const billed = `${formatMinor(totals.billedTotalMinor, currency)} ${currency}`;
    const message = `The statement would come to less than zero (${billed}).`;
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
  return { path, code: 'AMOUNT_TOO_LARGE', message: 'This comes to more than can be billed.' };
}

import { currencyDecimals } from '../values/currency.ts';
import { divideHalfUp, MILLION, type Micros, sum } from '../values/decimal.ts';
import { allocate } from './allocate.ts';
import { type AdjustmentDraft, amountOf, type TaxDraft } from './rate.ts';
import { computeTaxes, type TaxAmounts } from './taxes.ts';
import {
  checkDiscounts,
  checkLine,
  checkTotals,
  type LineTotals,
  type StatementTotals,
  type TotalsIssue,
} from './totals-issues.ts';

// Re-exported so that callers import the computation's input and output types from one module.
export type { AdjustmentDraft, Rate, TaxDraft } from './rate.ts';
export type { TaxLine } from './taxes.ts';
export type { LineTotals, StatementTotals, TotalsIssue } from './totals-issues.ts';

/** Stored with each statement. An issued statement keeps its totals, even if a later version computes differently. */
export const CALCULATION_VERSION = 1;

/** The subject of a line's charge. Durations are in minutes; a task's rate is per hour. */
export type LinePricing =
  | { kind: 'ITEM'; price: Micros; quantity: Micros }
  | { kind: 'EXPENSE'; amount: Micros }
  | { kind: 'TASK'; rate: Micros; duration: Micros }
  | { kind: 'TRIP'; rate: Micros; distance: Micros };

export interface LineDraft {
  pricing: LinePricing;
  taxes: TaxDraft[];
  discounts: AdjustmentDraft[];
  shippingAmounts: AdjustmentDraft[];
}

export interface StatementDraft {
  currency: string;
  lines: LineDraft[];
  taxes: TaxDraft[];
  discounts: AdjustmentDraft[];
  shippingAmounts: AdjustmentDraft[];
}

export type TotalsResult = { ok: true; totals: StatementTotals } | { ok: false; issues: TotalsIssue[] };

type UntaxedLine = Omit<LineTotals, 'taxes'>;

/**
 * Computes a statement's totals exactly: taxes apply to the discounted base, each line is rounded, each tax is rounded
 * once over its whole base, and apportioned amounts add up.
 */
export function computeTotals(draft: StatementDraft): TotalsResult {
  const { currency } = draft;
  const minorPerUnit = 10n ** BigInt(currencyDecimals(currency));

  const lines = draft.lines.map((line) => computeLine(line, minorPerUnit));
  const lineIssues = lines.flatMap((line, at) => checkLine(line, { currency, at }));
  if (lineIssues.length > 0) return { ok: false, issues: lineIssues };

  const netMinor = lines.map((line) => line.totalMinor - sum(line.discounts));
  const netTotal = sum(netMinor);
  const discounts = draft.discounts.map((discount) => amountOf(discount.rate, netTotal));
  const discountIssues = checkDiscounts({ discounts, totalMinor: netTotal, currency, path: ['discounts'] });
  if (discountIssues.length > 0) return { ok: false, issues: discountIssues };

  const discountShares = allocate(sum(discounts), netMinor);
  const taxes = computeTaxes(
    draft,
    netMinor.map((net, at) => net - discountShares[at]!),
  );
  const subTotalMinor = sum(lines.map((line) => line.totalMinor));
  const shippingAmounts = draft.shippingAmounts.map((shipping) => amountOf(shipping.rate, subTotalMinor));

  const totals = addUp({ lines, discounts, taxes, shippingAmounts, subTotalMinor });
  const issues = checkTotals(totals, currency);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, totals };
}

/** Computes a line's total, discounts and shipping. Each discount applies to the full total: they do not cascade. */
function computeLine(line: LineDraft, minorPerUnit: bigint): UntaxedLine {
  const totalMinor = lineTotal(line.pricing, minorPerUnit);
  const ofLine = ({ rate }: AdjustmentDraft) => amountOf(rate, totalMinor);
  return {
    totalMinor,
    discounts: line.discounts.map(ofLine),
    shippingAmounts: line.shippingAmounts.map(ofLine),
  };
}

function lineTotal(pricing: LinePricing, minorPerUnit: bigint): bigint {
  switch (pricing.kind) {
    case 'ITEM':
      return divideHalfUp(pricing.price * pricing.quantity * minorPerUnit, MILLION * MILLION);
    case 'EXPENSE':
      return divideHalfUp(pricing.amount * minorPerUnit, MILLION);
    case 'TASK':
      return divideHalfUp(pricing.rate * pricing.duration * minorPerUnit, 60n * MILLION * MILLION);
    case 'TRIP':
      return divideHalfUp(pricing.rate * pricing.distance * minorPerUnit, MILLION * MILLION);
  }
}

function addUp(parts: {
  lines: UntaxedLine[];
  discounts: bigint[];
  taxes: TaxAmounts;
  shippingAmounts: bigint[];
  subTotalMinor: bigint;
}): StatementTotals {
  const { lines, discounts, taxes, shippingAmounts, subTotalMinor } = parts;
  const discountTotalMinor = sum(discounts) + sum(lines.flatMap((line) => line.discounts));
  const shippingTotalMinor = sum(shippingAmounts) + sum(lines.flatMap((line) => line.shippingAmounts));
  const taxTotalMinor = sum(taxes.statement) + sum(taxes.lines.flat());
  return {
    lines: lines.map((line, at) => ({ ...line, taxes: taxes.lines[at]! })),
    taxes: taxes.statement,
    discounts,
    shippingAmounts,
    subTotalMinor,
    discountTotalMinor,
    taxTotalMinor,
    shippingTotalMinor,
    billedTotalMinor: subTotalMinor - discountTotalMinor + taxTotalMinor + shippingTotalMinor,
    taxLines: taxes.taxLines,
  };
}

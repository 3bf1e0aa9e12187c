import type { LinePricing, Rate } from './totals.ts';

/**
 * A statement's content without totals: its lines, taxes, discounts and shipping amounts, checked and with their ids.
 * It is the input of `computeTotals`.
 */
export interface StatementContent extends Adjustments {
  currency: string;
  lines: ContentLine[];
}

export interface Adjustments {
  taxes: ContentTax[];
  discounts: ContentAdjustment[];
  shippingAmounts: ContentAdjustment[];
}

export interface ContentLine extends Adjustments {
  id: string;
  date: Date | null;
  description: string;
  unit: string | null;
  pricing: LinePricing;
}

export interface ContentAdjustment {
  id: string;
  name: string;
  /** The caller's own number of a saved tax, discount or shipping amount. */
  key: number | null;
  rate: Rate;
}

export interface ContentTax extends ContentAdjustment {
  compound: boolean;
}

import type { LinePricing, Rate } from './totals.ts';

/**
 * What a statement says, without what it comes to: its lines and its taxes, discounts and shipping
 * amounts, checked, with the ids they are stored under. `computeTotals` takes it as it is.
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
  /** The caller's own number for a saved tax, discount or shipping amount. */
  key: number | null;
  rate: Rate;
}

export interface ContentTax extends ContentAdjustment {
  compound: boolean;
}

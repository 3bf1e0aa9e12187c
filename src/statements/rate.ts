import { divideHalfUp, MILLION, type Micros } from '../values/decimal.ts';

/** A percentage (5.25 is 5.25 %) or a fixed amount in the statement's currency. */
export type Rate = { percent: Micros } | { fixedMinor: bigint };

/** A discount or a shipping amount before it is computed. */
export interface AdjustmentDraft {
  name: string;
  rate: Rate;
}

/** A tax before it is computed; a compound tax also applies to the ordinary taxes. */
export interface TaxDraft extends AdjustmentDraft {
  compound: boolean;
}

/** Returns the rounded percentage of the base, or the fixed amount. */
export function amountOf(rate: Rate, baseMinor: bigint): bigint {
  return 'percent' in rate ? divideHalfUp(baseMinor * rate.percent, 100n * MILLION) : rate.fixedMinor;
}

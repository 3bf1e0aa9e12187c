import type { AdjustmentDraft, LinePricing, StatementDraft, TaxDraft } from '../../src/statements/totals.ts';
import { parseDecimal } from '../../src/values/decimal.ts';
import { parseMinor } from '../../src/values/money.ts';
import type { AdjustmentInput, LineItemInput, StatementInput, TaxInput, Terms } from './worked-examples.ts';

/** A decimal of the input that cannot be read; the message is the code of the issue. */
export class Unreadable extends Error {}

/** Turns a worked example into a draft, as far as the examples need it. */
export function readStatement(input: StatementInput): StatementDraft {
  const { currency } = input;
  const lines = input.lineItems.map((line) => {
    const [fields] = Object.values(line) as Terms[];
    return { pricing: readPricing(line), ...readTerms(fields ?? {}, currency) };
  });
  return { currency, lines, ...readTerms(input, currency) };
}

function readPricing(line: LineItemInput): LinePricing {
  if ('item' in line)
    return { kind: 'ITEM', price: decimal(line.item.price), quantity: decimal(line.item.quantity) };
  if ('expense' in line) return { kind: 'EXPENSE', amount: decimal(line.expense.amount) };
  if ('task' in line)
    return { kind: 'TASK', rate: decimal(line.task.rate), duration: decimal(line.task.duration) };
  return { kind: 'TRIP', rate: decimal(line.trip.rate), distance: decimal(line.trip.distance) };
}

function readTerms(terms: Terms, currency: string) {
  const adjustment = ({ name, rate }: AdjustmentInput): AdjustmentDraft => ({
    name,
    rate:
      'percent' in rate ? { percent: decimal(rate.percent) } : { fixedMinor: minor(rate.fixed, currency) },
  });
  const tax = (input: TaxInput): TaxDraft => ({ ...adjustment(input), compound: input.compound ?? false });
  return {
    taxes: (terms.taxes ?? []).map(tax),
    discounts: (terms.discounts ?? []).map(adjustment),
    shippingAmounts: (terms.shippingAmounts ?? []).map(adjustment),
  };
}

function decimal(text: string): bigint {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Unreadable(parsed.code);
  return parsed.value;
}

function minor(text: string, currency: string): bigint {
  const parsed = parseMinor(text, currency);
  if (!parsed.ok) throw new Unreadable(parsed.code);
  return parsed.minor;
}

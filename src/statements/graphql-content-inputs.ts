import type { InputFieldBuilder } from '@pothos/core';
import type { LineItemKind } from '../generated/prisma/client.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { MAX_ADJUSTMENTS, MAX_LINES } from './check-content.ts';
import { COMPOUND, OWN_KEY } from './graphql-content.ts';

type Fields = InputFieldBuilder<Types, 'InputObject'>;

const DIGITS = 'up to 14 digits before the decimal point and 6 after it';
const SIGNED = `In the statement's currency, with ${DIGITS}; negative for a credit.`;
const NOT_NEGATIVE = `Must not be negative; ${DIGITS}.`;

const RateInput = builder.inputType('RateInput', {
  description: 'A percentage or a fixed amount.',
  isOneOf: true,
  fields: (t) => ({
    percent: t.field({
      type: 'Decimal',
      description: `A percentage: \`5.25\` means 5.25 %. ${NOT_NEGATIVE} At most 100 for a discount.`,
    }),
    fixed: t.field({
      type: 'Decimal',
      description:
        "A fixed amount in the statement's currency, with no more decimals than the currency has. Must not be negative.",
    }),
  }),
});

function adjustmentFields(t: Fields) {
  return {
    name: t.string({
      required: true,
      description: 'The name shown to the client, such as `VAT`. A single line of 1 to 255 characters.',
    }),
    key: t.int({ description: OWN_KEY }),
    rate: t.field({ type: RateInput, required: true, description: 'The percentage or the fixed amount.' }),
  };
}

const TaxInput = builder.inputType('TaxInput', {
  description:
    'A tax on a line or on a whole statement. Line taxes with the same name and percentage are rounded as one.',
  fields: (t) => ({
    ...adjustmentFields(t),
    compound: t.boolean({ defaultValue: false, description: COMPOUND }),
  }),
});
const DiscountInput = builder.inputType('DiscountInput', {
  description:
    'A discount on a line or on a whole statement. Fails with `DISCOUNT_EXCEEDS_TOTAL` if the discounts come to more ' +
    'than the total from which they are taken, or if that total is negative.',
  fields: adjustmentFields,
});
const ShippingAmountInput = builder.inputType('ShippingAmountInput', {
  description: 'A shipping charge for a line or for a whole statement. It is not taxed.',
  fields: adjustmentFields,
});

/** @param scope `this line` or `the whole statement` */
function adjustmentLists(t: Fields, scope: string, note = '') {
  const describe = (label: string) => `The ${label} of ${scope}. At most ${MAX_ADJUSTMENTS}.${note}`;
  return {
    taxes: t.field({ type: [TaxInput], description: describe('taxes') }),
    discounts: t.field({ type: [DiscountInput], description: describe('discounts') }),
    shippingAmounts: t.field({ type: [ShippingAmountInput], description: describe('shipping charges') }),
  };
}

function lineFields(t: Fields) {
  return {
    date: t.field({ type: 'Date', description: 'The date of the work, purchase or trip.' }),
    description: t.string({
      required: true,
      description: 'The text shown to the client, of 1 to 10,000 characters. It may have several lines.',
    }),
    ...adjustmentLists(t, 'this line'),
  };
}

const ItemLineInput = builder.inputType('ItemLineInput', {
  description: 'A quantity of an item at a unit price.',
  fields: (t) => ({
    ...lineFields(t),
    price: t.field({ type: 'Decimal', required: true, description: `The price of one unit. ${SIGNED}` }),
    quantity: t.field({
      type: 'Decimal',
      required: true,
      defaultValue: '1',
      description: `The number of units. ${NOT_NEGATIVE}`,
    }),
    unit: t.string({
      description: 'The unit of the quantity, such as `piece`. A single line of at most 255 characters.',
    }),
  }),
});
const ExpenseLineInput = builder.inputType('ExpenseLineInput', {
  description: 'An expense, billed at its amount.',
  fields: (t) => ({
    ...lineFields(t),
    amount: t.field({ type: 'Decimal', required: true, description: `The amount of the expense. ${SIGNED}` }),
  }),
});
const TaskLineInput = builder.inputType('TaskLineInput', {
  description: 'Time worked at an hourly rate.',
  fields: (t) => ({
    ...lineFields(t),
    duration: t.field({
      type: 'Decimal',
      required: true,
      description: `The time worked, in minutes. ${NOT_NEGATIVE}`,
    }),
    rate: t.field({ type: 'Decimal', required: true, description: `The rate per hour. ${SIGNED}` }),
  }),
});
const TripLineInput = builder.inputType('TripLineInput', {
  description: 'A distance travelled at a rate per unit of distance.',
  fields: (t) => ({
    ...lineFields(t),
    distance: t.field({
      type: 'Decimal',
      required: true,
      description: `The distance, in the unit to which \`rate\` applies. ${NOT_NEGATIVE}`,
    }),
    rate: t.field({
      type: 'Decimal',
      required: true,
      description: `The rate per unit of distance. ${SIGNED}`,
    }),
  }),
});
const LineItemInput = builder.inputType('LineItemInput', {
  description: 'A line of a statement, of one of four kinds. The total of a line is rounded once.',
  isOneOf: true,
  fields: (t) =>
    ({
      item: t.field({ type: ItemLineInput, description: 'A line for a quantity of an item.' }),
      expense: t.field({ type: ExpenseLineInput, description: 'A line for an expense.' }),
      task: t.field({ type: TaskLineInput, description: 'A line for time worked.' }),
      trip: t.field({ type: TripLineInput, description: 'A line for a distance travelled.' }),
    }) satisfies Record<Lowercase<LineItemKind>, unknown>,
});

/** The content of a new statement. */
export function contentFields(t: Fields, note = '') {
  return {
    lineItems: t.field({
      type: [LineItemInput],
      description: `The line items, in the order shown. At most ${MAX_LINES.toLocaleString('en')}.${note}`,
    }),
    ...adjustmentLists(t, 'the whole statement', note),
  };
}

/** Likewise, of an update. */
export function changedContentFields(t: Fields) {
  return contentFields(t, ' Replaces the current list if given; null or an empty list clears it.');
}

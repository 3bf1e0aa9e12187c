import { builder } from '../graphql/builder.ts';
import { MoneyType } from '../graphql/money.ts';
import { currencyDecimals } from '../values/currency.ts';
import { formatDecimalText } from '../values/decimal.ts';
import { MAX_ADJUSTMENTS } from './check-content.ts';
import { type AdjustmentRow, type LineItemRow, loadAdjustments } from './loaders.ts';

const adjustmentTypename = { TAX: 'Tax', DISCOUNT: 'Discount', SHIPPING: 'ShippingAmount' } as const;

const AdjustmentInterface = builder.interfaceRef<AdjustmentRow>('Adjustment').implement({
  description:
    'A tax, discount or shipping charge, on a whole statement or on one line: a percentage or a fixed sum.',
  resolveType: (adjustment) => adjustmentTypename[adjustment.kind],
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    key: t.exposeInt('key', {
      nullable: true,
      description: "The caller's own number for a saved tax, discount or shipping amount.",
    }),
    percent: t.field({
      type: 'Decimal',
      nullable: true,
      description: '5.25 is 5.25 %; null for a fixed sum.',
      resolve: ({ percent }) => (percent === null ? null : formatDecimalText(percent, 0)),
    }),
    fixed: t.field({
      type: MoneyType,
      nullable: true,
      description: 'Null for a percentage.',
      resolve: ({ fixedMinor, currency }) => (fixedMinor === null ? null : { minor: fixedMinor, currency }),
    }),
    amount: t.field({
      type: MoneyType,
      description: 'What it comes to.',
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
  }),
});

const Tax = builder.objectRef<AdjustmentRow>('Tax').implement({
  interfaces: [AdjustmentInterface],
  fields: (t) => ({
    compound: t.exposeBoolean('compound', { description: 'On top of the other taxes.' }),
  }),
});
const Discount = builder
  .objectRef<AdjustmentRow>('Discount')
  .implement({ interfaces: [AdjustmentInterface] });
const ShippingAmount = builder
  .objectRef<AdjustmentRow>('ShippingAmount')
  .implement({ interfaces: [AdjustmentInterface] });

/** The three lists of adjustments that a statement and a line both have. */
export const AdjustmentLists = [
  { name: 'taxes', kind: 'TAX', type: Tax },
  { name: 'discounts', kind: 'DISCOUNT', type: Discount },
  { name: 'shippingAmounts', kind: 'SHIPPING', type: ShippingAmount },
] as const;

const lineTypename = {
  ITEM: 'ItemLine',
  EXPENSE: 'ExpenseLine',
  TASK: 'TaskLine',
  TRIP: 'TripLine',
} as const;

export const LineItemInterface = builder.interfaceRef<LineItemRow>('LineItem').implement({
  description: 'One line of a statement, in the order given.',
  resolveType: (line) => lineTypename[line.kind],
  fields: (t) => ({
    id: t.exposeID('id'),
    date: t.expose('date', { type: 'Date', nullable: true }),
    description: t.exposeString('description'),
    sortOrder: t.exposeInt('sortOrder', { description: 'From 1 on.' }),
    total: t.field({
      type: MoneyType,
      description: "Before the line's own discounts, taxes and shipping.",
      resolve: ({ totalMinor, currency }) => ({ minor: totalMinor, currency }),
    }),
  }),
});

for (const { name, kind, type } of AdjustmentLists) {
  builder.interfaceField(LineItemInterface, name, (t) =>
    t.field({
      type: [type],
      description: `Applies to this line only. At most ${MAX_ADJUSTMENTS}.`,
      resolve: ({ statementKind, statementId, id }, _, context) =>
        loadAdjustments(context, { kind: statementKind, id: statementId }, { lineItemId: id, kind }),
    }),
  );
}

/** A price, rate or amount: an exact decimal with at least the currency's decimals. */
function formatPrice(value: string | null, { currency }: LineItemRow): string {
  return formatDecimalText(value!, currencyDecimals(currency));
}

builder.objectRef<LineItemRow>('ItemLine').implement({
  description: 'So many of something, at a price each.',
  interfaces: [LineItemInterface],
  fields: (t) => ({
    price: t.field({ type: 'Decimal', resolve: (line) => formatPrice(line.price, line) }),
    quantity: t.field({ type: 'Decimal', resolve: (line) => formatDecimalText(line.quantity!, 0) }),
    unit: t.exposeString('unit', { nullable: true }),
  }),
});

builder.objectRef<LineItemRow>('ExpenseLine').implement({
  description: 'Money laid out.',
  interfaces: [LineItemInterface],
  fields: (t) => ({
    amount: t.field({ type: 'Decimal', resolve: (line) => formatPrice(line.amount, line) }),
  }),
});

builder.objectRef<LineItemRow>('TaskLine').implement({
  description: 'Time worked, at a rate per hour.',
  interfaces: [LineItemInterface],
  fields: (t) => ({
    duration: t.field({
      type: 'Decimal',
      description: 'Minutes.',
      resolve: (line) => formatDecimalText(line.duration!, 0),
    }),
    rate: t.field({
      type: 'Decimal',
      description: 'Per hour.',
      resolve: (line) => formatPrice(line.rate, line),
    }),
  }),
});

builder.objectRef<LineItemRow>('TripLine').implement({
  description: 'A distance travelled, at a rate.',
  interfaces: [LineItemInterface],
  fields: (t) => ({
    distance: t.field({ type: 'Decimal', resolve: (line) => formatDecimalText(line.distance!, 0) }),
    rate: t.field({
      type: 'Decimal',
      description: 'Per unit of distance.',
      resolve: (line) => formatPrice(line.rate, line),
    }),
  }),
});

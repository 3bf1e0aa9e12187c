import type { LineItemKind } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { MoneyType } from '../graphql/money.ts';
import { currencyDecimals } from '../values/currency.ts';
import { formatDecimalText } from '../values/decimal.ts';
import { MAX_ADJUSTMENTS } from './check-content.ts';
import { type AdjustmentRow, type LineItemRow, loadAdjustments } from './loaders.ts';

const ROW_ID =
  'Identifies the row within its statement. `node` does not accept it. It changes when an update replaces the list.';
/** The description of an adjustment's key, in inputs too. */
export const OWN_KEY =
  "The caller's own number for a saved tax, discount or shipping charge. Stored and returned, never interpreted.";
export const COMPOUND = 'Whether the tax is charged on top of the taxes that are not compound.';
const SIGNED = "In the statement's currency, with up to six decimals; negative for a credit.";

const adjustmentTypename = { TAX: 'Tax', DISCOUNT: 'Discount', SHIPPING: 'ShippingAmount' } as const;

const AdjustmentInterface = builder.interfaceRef<AdjustmentRow>('Adjustment').implement({
  description:
    'A tax, discount or shipping charge, on a whole statement or on one line: a percentage or a fixed amount.',
  resolveType: (adjustment) => adjustmentTypename[adjustment.kind],
  fields: (t) => ({
    id: t.exposeID('id', { description: ROW_ID }),
    name: t.exposeString('name', { description: 'The name shown to the client, such as `VAT`.' }),
    key: t.exposeInt('key', {
      nullable: true,
      description: `${OWN_KEY} Null if none was given.`,
    }),
    percent: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'The percentage: `5.25` means 5.25 %. Null for a fixed amount.',
      resolve: ({ percent }) => (percent === null ? null : formatDecimalText(percent, 0)),
    }),
    fixed: t.field({
      type: MoneyType,
      nullable: true,
      description: "The fixed amount in the statement's currency. Null for a percentage.",
      resolve: ({ fixedMinor, currency }) => (fixedMinor === null ? null : { minor: fixedMinor, currency }),
    }),
    amount: t.field({
      type: MoneyType,
      description: 'The computed amount. Discounts are positive amounts that are subtracted.',
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
  }),
});

const Tax = builder.objectRef<AdjustmentRow>('Tax').implement({
  description:
    "A tax. It is charged on line totals after the lines' own discounts and their share of the statement's discounts. " +
    'Shipping is not taxed.',
  interfaces: [AdjustmentInterface],
  fields: (t) => ({
    compound: t.exposeBoolean('compound', { description: COMPOUND }),
  }),
});
const Discount = builder.objectRef<AdjustmentRow>('Discount').implement({
  description:
    "A discount. On a line, a percentage is of the line's `total`. On the whole statement, it is of the total of the " +
    'lines after their own discounts.',
  interfaces: [AdjustmentInterface],
});
const ShippingAmount = builder.objectRef<AdjustmentRow>('ShippingAmount').implement({
  description:
    "A shipping charge. On a line, a percentage is of the line's `total`. On the whole statement, it is of `subTotal`.",
  interfaces: [AdjustmentInterface],
});

/** The three lists of adjustments that a statement and a line both have. */
export const AdjustmentLists = [
  { name: 'taxes', label: 'taxes', kind: 'TAX', type: Tax },
  { name: 'discounts', label: 'discounts', kind: 'DISCOUNT', type: Discount },
  { name: 'shippingAmounts', label: 'shipping charges', kind: 'SHIPPING', type: ShippingAmount },
] as const;

export const LineItemInterface = builder.interfaceRef<LineItemRow>('LineItem').implement({
  description: 'A line of an invoice, estimate or recurring invoice.',
  resolveType: (line) => LINE_TYPES[line.kind].name,
  fields: (t) => ({
    id: t.exposeID('id', { description: ROW_ID }),
    date: t.expose('date', {
      type: 'Date',
      nullable: true,
      description: 'The date of the work, purchase or trip. Null if none was given.',
    }),
    description: t.exposeString('description', { description: 'The text shown to the client.' }),
    sortOrder: t.exposeInt('sortOrder', { description: 'The position among the lines, starting at 1.' }),
    total: t.field({
      type: MoneyType,
      description: 'The amount of the line, before its own discounts, taxes and shipping.',
      resolve: ({ totalMinor, currency }) => ({ minor: totalMinor, currency }),
    }),
  }),
});

for (const { name, label, kind, type } of AdjustmentLists) {
  builder.interfaceField(LineItemInterface, name, (t) =>
    t.field({
      type: [type],
      description: `The ${label} of this line only, in the order given. At most ${MAX_ADJUSTMENTS}.`,
      resolve: ({ statementKind, statementId, id }, _, context) =>
        loadAdjustments(context, { kind: statementKind, id: statementId }, { lineItemId: id, kind }),
    }),
  );
}

/** A price, rate or amount: an exact decimal with at least the currency's decimals. */
function formatPrice(value: string | null, { currency }: LineItemRow): string {
  return formatDecimalText(value!, currencyDecimals(currency));
}

const ItemLine = builder.objectRef<LineItemRow>('ItemLine').implement({
  description: 'A quantity of an item at a unit price.',
  interfaces: [LineItemInterface],
  fields: (t) => ({
    price: t.field({
      type: 'Decimal',
      description: `The price of one unit. ${SIGNED}`,
      resolve: (line) => formatPrice(line.price, line),
    }),
    quantity: t.field({
      type: 'Decimal',
      description: 'The number of units.',
      resolve: (line) => formatDecimalText(line.quantity!, 0),
    }),
    unit: t.exposeString('unit', {
      nullable: true,
      description: 'The unit of the quantity, such as `piece`. Null if none was given.',
    }),
  }),
});

const ExpenseLine = builder.objectRef<LineItemRow>('ExpenseLine').implement({
  description: 'An expense, billed at its amount.',
  interfaces: [LineItemInterface],
  fields: (t) => ({
    amount: t.field({
      type: 'Decimal',
      description: `The amount of the expense. ${SIGNED}`,
      resolve: (line) => formatPrice(line.amount, line),
    }),
  }),
});

const TaskLine = builder.objectRef<LineItemRow>('TaskLine').implement({
  description: 'Time worked at an hourly rate.',
  interfaces: [LineItemInterface],
  fields: (t) => ({
    duration: t.field({
      type: 'Decimal',
      description: 'The time worked, in minutes.',
      resolve: (line) => formatDecimalText(line.duration!, 0),
    }),
    rate: t.field({
      type: 'Decimal',
      description: `The rate per hour. ${SIGNED}`,
      resolve: (line) => formatPrice(line.rate, line),
    }),
  }),
});

const TripLine = builder.objectRef<LineItemRow>('TripLine').implement({
  description: 'A distance travelled at a rate per unit of distance.',
  interfaces: [LineItemInterface],
  fields: (t) => ({
    distance: t.field({
      type: 'Decimal',
      description: 'The distance, in the unit to which `rate` applies. The unit itself is not stored.',
      resolve: (line) => formatDecimalText(line.distance!, 0),
    }),
    rate: t.field({
      type: 'Decimal',
      description: `The rate per unit of distance. ${SIGNED}`,
      resolve: (line) => formatPrice(line.rate, line),
    }),
  }),
});

const LINE_TYPES: Record<LineItemKind, { name: string }> = {
  ITEM: ItemLine,
  EXPENSE: ExpenseLine,
  TASK: TaskLine,
  TRIP: TripLine,
};

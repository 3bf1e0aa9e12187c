import type { InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../graphql/builder.ts';
import { PaymentMethodEnum } from '../graphql/enums.ts';

type Fields = InputFieldBuilder<Types, 'InputObject'>;

export const DateRange = builder.inputType('DateRange', {
  description: 'Both days included; open where one is left out.',
  fields: (t) => ({ from: t.field({ type: 'Date' }), to: t.field({ type: 'Date' }) }),
});

export const StatementBy = builder.inputType('StatementBy', {
  isOneOf: true,
  fields: (t) => ({ id: t.id(), hashKey: t.string(), statementNo: t.string() }),
});

const RateInput = builder.inputType('RateInput', {
  isOneOf: true,
  fields: (t) => ({
    percent: t.field({ type: 'Decimal', description: '5.25 is 5.25 %.' }),
    fixed: t.field({ type: 'Decimal', description: "In the statement's currency." }),
  }),
});

function adjustmentFields(t: Fields) {
  return {
    name: t.string({ required: true }),
    key: t.int({ description: "The caller's own number for a saved tax, discount or shipping amount." }),
    rate: t.field({ type: RateInput, required: true }),
  };
}

const TaxInput = builder.inputType('TaxInput', {
  fields: (t) => ({
    ...adjustmentFields(t),
    compound: t.boolean({ defaultValue: false, description: 'On top of the other taxes.' }),
  }),
});
const DiscountInput = builder.inputType('DiscountInput', { fields: adjustmentFields });
const ShippingAmountInput = builder.inputType('ShippingAmountInput', { fields: adjustmentFields });

function adjustmentLists(t: Fields) {
  return {
    taxes: t.field({ type: [TaxInput] }),
    discounts: t.field({ type: [DiscountInput] }),
    shippingAmounts: t.field({ type: [ShippingAmountInput] }),
  };
}

function lineFields(t: Fields) {
  return {
    date: t.field({ type: 'Date' }),
    description: t.string({ required: true }),
    ...adjustmentLists(t),
  };
}

const ItemLineInput = builder.inputType('ItemLineInput', {
  fields: (t) => ({
    ...lineFields(t),
    price: t.field({ type: 'Decimal', required: true }),
    quantity: t.field({ type: 'Decimal', required: true, defaultValue: '1' }),
    unit: t.string(),
  }),
});
const ExpenseLineInput = builder.inputType('ExpenseLineInput', {
  fields: (t) => ({ ...lineFields(t), amount: t.field({ type: 'Decimal', required: true }) }),
});
const TaskLineInput = builder.inputType('TaskLineInput', {
  fields: (t) => ({
    ...lineFields(t),
    duration: t.field({ type: 'Decimal', required: true, description: 'Minutes.' }),
    rate: t.field({ type: 'Decimal', required: true, description: 'Per hour.' }),
  }),
});
const TripLineInput = builder.inputType('TripLineInput', {
  fields: (t) => ({
    ...lineFields(t),
    distance: t.field({ type: 'Decimal', required: true }),
    rate: t.field({ type: 'Decimal', required: true, description: 'Per unit of distance.' }),
  }),
});
const LineItemInput = builder.inputType('LineItemInput', {
  isOneOf: true,
  fields: (t) => ({
    item: t.field({ type: ItemLineInput }),
    expense: t.field({ type: ExpenseLineInput }),
    task: t.field({ type: TaskLineInput }),
    trip: t.field({ type: TripLineInput }),
  }),
});

export function contentFields(t: Fields, description?: string) {
  return { lineItems: t.field({ type: [LineItemInput], description }), ...adjustmentLists(t) };
}

/** What is said of an invoice, or of those that a recurring one makes, besides dates and content. */
export function billingFields(t: Fields) {
  return {
    summary: t.string(),
    note: t.string(),
    poNumber: t.string(),
    paymentOptions: t.field({ type: [PaymentMethodEnum] }),
  };
}

/** For what is made; an update has them without defaults. */
export function newBillingFlags(t: Fields) {
  return {
    allowPartialPayments: t.boolean({ defaultValue: true }),
    sendReceiptsAutomatically: t.boolean({ defaultValue: false, description: RECEIPTS }),
    sendReminders: t.boolean({ defaultValue: false, description: REMINDERS }),
  };
}

export function billingFlags(t: Fields) {
  return {
    allowPartialPayments: t.boolean(),
    sendReceiptsAutomatically: t.boolean({ description: RECEIPTS }),
    sendReminders: t.boolean({ description: REMINDERS }),
  };
}

const RECEIPTS = 'Each payment is confirmed by email once its money is in.';
const REMINDERS =
  'While it is owed it is reminded of by email three days before it is due, on that day, and 7 and 14 days after.';

/** For what is made; fixed from then on. */
export function currencyField(t: Fields) {
  return t.field({ type: 'Currency', description: "The connection's when left out; fixed from then on." });
}

export const REPLACES_CONTENT = 'Replaces them all when given, as do the lists below.';

import type { InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../graphql/builder.ts';
import { InvoiceStateEnum, PaymentMethodEnum, SortDirectionEnum } from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';

type Fields = InputFieldBuilder<Types, 'InputObject'>;

export const DateRange = builder.inputType('DateRange', {
  description: 'Both days included; open where one is left out.',
  fields: (t) => ({ from: t.field({ type: 'Date' }), to: t.field({ type: 'Date' }) }),
});

export const InvoiceFilterInput = builder.inputType('InvoiceFilter', {
  description: 'What is left out does not matter; the rest must all hold.',
  fields: (t) => ({
    search: t.string({ description: "Part of a number, summary, purchase order or the connection's name." }),
    states: t.field({ type: [InvoiceStateEnum] }),
    connectionId: t.id(),
    isOverdue: t.boolean({ description: 'Sent or paid in part, not in full, and past its due date.' }),
    currency: t.field({ type: 'Currency' }),
    date: t.field({ type: DateRange }),
    dueDate: t.field({ type: DateRange }),
    trashed: t.boolean({ defaultValue: false, description: 'Only the trash.' }),
    updatedSince: t.field({ type: 'DateTime' }),
  }),
});

const InvoiceOrderField = builder.enumType('InvoiceOrderField', {
  values: ['DATE', 'STATEMENT_NO', 'STATE', 'CREATED_AT'] as const,
});

export const InvoiceOrderInput = builder.inputType('InvoiceOrder', {
  fields: (t) => ({
    field: t.field({ type: InvoiceOrderField, required: true }),
    direction: t.field({ type: SortDirectionEnum, required: true, defaultValue: 'ASC' }),
  }),
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

const ItemInput = builder.inputType('ItemInput', {
  fields: (t) => ({
    ...lineFields(t),
    price: t.field({ type: 'Decimal', required: true }),
    quantity: t.field({ type: 'Decimal', required: true, defaultValue: '1' }),
    unit: t.string(),
  }),
});
const ExpenseInput = builder.inputType('ExpenseInput', {
  fields: (t) => ({ ...lineFields(t), amount: t.field({ type: 'Decimal', required: true }) }),
});
const TaskInput = builder.inputType('TaskInput', {
  fields: (t) => ({
    ...lineFields(t),
    duration: t.field({ type: 'Decimal', required: true, description: 'Minutes.' }),
    rate: t.field({ type: 'Decimal', required: true, description: 'Per hour.' }),
  }),
});
const TripInput = builder.inputType('TripInput', {
  fields: (t) => ({
    ...lineFields(t),
    distance: t.field({ type: 'Decimal', required: true }),
    rate: t.field({ type: 'Decimal', required: true, description: 'Per unit of distance.' }),
  }),
});
const LineItemInput = builder.inputType('LineItemInput', {
  isOneOf: true,
  fields: (t) => ({
    item: t.field({ type: ItemInput }),
    expense: t.field({ type: ExpenseInput }),
    task: t.field({ type: TaskInput }),
    trip: t.field({ type: TripInput }),
  }),
});

function contentFields(t: Fields, description?: string) {
  return { lineItems: t.field({ type: [LineItemInput], description }), ...adjustmentLists(t) };
}

export const CreateInvoiceInput = builder.inputType('CreateInvoiceInput', {
  fields: (t) => ({
    connectionId: t.id({ required: true }),
    date: t.field({ type: 'Date', required: true }),
    dueDate: t.field({ type: 'Date', required: true }),
    statementNo: t.string({ description: 'The next free number when left out.' }),
    currency: t.field({
      type: 'Currency',
      description: "The connection's when left out; fixed from then on.",
    }),
    summary: t.string(),
    note: t.string(),
    poNumber: t.string(),
    paymentOptions: t.field({ type: [PaymentMethodEnum] }),
    allowPartialPayments: t.boolean({ defaultValue: true }),
    sendReceiptsAutomatically: t.boolean({ defaultValue: false }),
    sendReminders: t.boolean({ defaultValue: false }),
    ...contentFields(t),
  }),
});

export const UpdateInvoiceInput = builder.inputType('UpdateInvoiceInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    connectionId: t.id(),
    date: t.field({ type: 'Date' }),
    dueDate: t.field({ type: 'Date' }),
    statementNo: t.string(),
    summary: t.string(),
    note: t.string(),
    poNumber: t.string(),
    paymentOptions: t.field({ type: [PaymentMethodEnum] }),
    allowPartialPayments: t.boolean(),
    sendReceiptsAutomatically: t.boolean(),
    sendReminders: t.boolean(),
    ...contentFields(t, 'Replaces them all when given, as do the lists below.'),
  }),
});

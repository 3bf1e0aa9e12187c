import { builder } from '../graphql/builder.ts';
import { InvoiceStateEnum, SortDirectionEnum } from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import {
  billingFields,
  billingFlags,
  contentFields,
  currencyField,
  DateRange,
  newBillingFlags,
  REPLACES_CONTENT,
} from '../statements/graphql-inputs.ts';

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
    direction: t.field({ type: SortDirectionEnum, required: true }),
  }),
});

export const CreateInvoiceInput = builder.inputType('CreateInvoiceInput', {
  fields: (t) => ({
    connectionId: t.id({ required: true }),
    date: t.field({ type: 'Date', required: true }),
    dueDate: t.field({ type: 'Date', required: true }),
    statementNo: t.string({ description: 'The next free number when left out.' }),
    currency: currencyField(t),
    ...billingFields(t),
    ...newBillingFlags(t),
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
    ...billingFields(t),
    ...billingFlags(t),
    ...contentFields(t, REPLACES_CONTENT),
  }),
});

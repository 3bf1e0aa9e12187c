import { builder } from '../graphql/builder.ts';
import {
  IntervalUnitEnum,
  RecurringInvoiceStateEnum,
  RecurringMethodEnum,
  SortDirectionEnum,
} from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import {
  billingFields,
  billingFlags,
  contentFields,
  currencyField,
  newBillingFlags,
  REPLACES_CONTENT,
} from '../statements/graphql-inputs.ts';

export const RecurringInvoiceBy = builder.inputType('RecurringInvoiceBy', {
  description: 'Identifies a recurring invoice.',
  isOneOf: true,
  fields: (t) => ({ id: t.id(), hashKey: t.string() }),
});

export const RecurringInvoiceFilterInput = builder.inputType('RecurringInvoiceFilter', {
  description: 'What is left out does not matter; the rest must all hold.',
  fields: (t) => ({
    search: t.string({
      description: "Part of a profile's name or number, a summary or the connection's name.",
    }),
    states: t.field({ type: [RecurringInvoiceStateEnum] }),
    connectionId: t.id(),
    trashed: t.boolean({ defaultValue: false, description: 'Only the trash.' }),
  }),
});

const RecurringInvoiceOrderField = builder.enumType('RecurringInvoiceOrderField', {
  values: ['PROFILE_NAME', 'NEXT_BILLING_DATE', 'STATE', 'INTERVAL_UNIT', 'CREATED_AT'] as const,
});

export const RecurringInvoiceOrderInput = builder.inputType('RecurringInvoiceOrder', {
  fields: (t) => ({
    field: t.field({ type: RecurringInvoiceOrderField, required: true }),
    direction: t.field({ type: SortDirectionEnum, required: true }),
  }),
});

const PROFILE_NO =
  "Its invoices get numbers of their own that begin with it (`MAC` gives MAC-001, …); the account's next numbers when left out.";
const OCCURRENCES = 'How many invoices are made; 0 repeats for ever.';
const DUE_IN_DAYS = "Days from an invoice's date to its due date.";

export const CreateRecurringInvoiceInput = builder.inputType('CreateRecurringInvoiceInput', {
  fields: (t) => ({
    connectionId: t.id({ required: true }),
    recurringMethod: t.field({ type: RecurringMethodEnum, required: true }),
    startDate: t.field({
      type: 'Date',
      required: true,
      description: 'The date of the first invoice; fixed once that is made.',
    }),
    profileName: t.string({ required: true }),
    profileNo: t.string({ description: PROFILE_NO }),
    occurrences: t.int({ required: true, defaultValue: 0, description: OCCURRENCES }),
    interval: t.int({ required: true, defaultValue: 1, description: 'Every so many of its units.' }),
    intervalUnit: t.field({ type: IntervalUnitEnum, required: true }),
    dueInDays: t.int({ required: true, defaultValue: 0, description: DUE_IN_DAYS }),
    currency: currencyField(t),
    ...billingFields(t),
    ...newBillingFlags(t),
    ...contentFields(t),
  }),
});

export const UpdateRecurringInvoiceInput = builder.inputType('UpdateRecurringInvoiceInput', {
  description: `${UPDATE_RULE} It holds for the invoices that are made from then on.`,
  fields: (t) => ({
    ...versionFields(t),
    connectionId: t.id(),
    recurringMethod: t.field({ type: RecurringMethodEnum }),
    startDate: t.field({ type: 'Date', description: 'Fixed once the first invoice is made.' }),
    nextBillingDate: t.field({
      type: 'Date',
      description: 'It bills on the same day of the month from then on.',
    }),
    profileName: t.string(),
    profileNo: t.string({ description: PROFILE_NO }),
    occurrences: t.int({ description: OCCURRENCES }),
    interval: t.int(),
    intervalUnit: t.field({ type: IntervalUnitEnum }),
    dueInDays: t.int({ description: DUE_IN_DAYS }),
    ...billingFields(t),
    ...billingFlags(t),
    ...contentFields(t, REPLACES_CONTENT),
  }),
});

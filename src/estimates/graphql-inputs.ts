import { builder } from '../graphql/builder.ts';
import { EstimateStateEnum, SortDirectionEnum } from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { contentFields, currencyField, DateRange, REPLACES_CONTENT } from '../statements/graphql-inputs.ts';

export const EstimateFilterInput = builder.inputType('EstimateFilter', {
  description: 'What is left out does not matter; the rest must all hold.',
  fields: (t) => ({
    search: t.string({ description: "Part of a number, summary or the connection's name." }),
    states: t.field({ type: [EstimateStateEnum] }),
    connectionId: t.id(),
    date: t.field({ type: DateRange }),
    trashed: t.boolean({ defaultValue: false, description: 'Only the trash.' }),
    updatedSince: t.field({ type: 'DateTime' }),
  }),
});

const EstimateOrderField = builder.enumType('EstimateOrderField', {
  values: ['DATE', 'STATEMENT_NO', 'STATE', 'CREATED_AT'] as const,
});

export const EstimateOrderInput = builder.inputType('EstimateOrder', {
  fields: (t) => ({
    field: t.field({ type: EstimateOrderField, required: true }),
    direction: t.field({ type: SortDirectionEnum, required: true }),
  }),
});

const REMINDERS =
  'While it is open it is reminded of by email three days before it expires, and on that day.';

export const CreateEstimateInput = builder.inputType('CreateEstimateInput', {
  fields: (t) => ({
    connectionId: t.id({ required: true }),
    date: t.field({ type: 'Date', required: true }),
    expireDate: t.field({
      type: 'Date',
      required: true,
      description: 'The last day on which it can be accepted.',
    }),
    statementNo: t.string({ description: 'The next free number when left out.' }),
    currency: currencyField(t),
    summary: t.string(),
    note: t.string(),
    sendReminders: t.boolean({ defaultValue: false, description: REMINDERS }),
    ...contentFields(t),
  }),
});

export const UpdateEstimateInput = builder.inputType('UpdateEstimateInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    connectionId: t.id(),
    date: t.field({ type: 'Date' }),
    expireDate: t.field({ type: 'Date' }),
    statementNo: t.string(),
    summary: t.string(),
    note: t.string(),
    sendReminders: t.boolean({ description: REMINDERS }),
    ...contentFields(t, REPLACES_CONTENT),
  }),
});

export const ConvertEstimateInput = builder.inputType('ConvertEstimateInput', {
  fields: (t) => ({
    estimateId: t.id({ required: true }),
    dueDate: t.field({ type: 'Date', required: true, description: 'The due date of the invoice.' }),
  }),
});

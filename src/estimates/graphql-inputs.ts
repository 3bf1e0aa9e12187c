import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { EstimateStateEnum } from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { changedContentFields, contentFields } from '../statements/graphql-content-inputs.ts';
import {
  changedClientField,
  changedStatementNoField,
  clientField,
  currencyField,
  DateRange,
  FILTER,
  IN_STATES,
  IN_TRASH,
  NOT_NULL,
  OF_CLIENT,
  orderInput,
  statementNoField,
  textFields,
  UPDATED_SINCE,
} from '../statements/graphql-inputs.ts';

export const EstimateFilterInput = builder.inputType('EstimateFilter', {
  description: `The conditions of a list of estimates. ${FILTER}`,
  fields: (t) => ({
    search: t.string({
      description: "Matches part of the number, summary or client's name. Case does not matter.",
    }),
    states: t.field({ type: [EstimateStateEnum], description: IN_STATES }),
    connectionId: t.id({ description: OF_CLIENT }),
    date: t.field({ type: DateRange, description: 'Matches dates of issue in this range.' }),
    trashed: t.boolean({ defaultValue: false, description: IN_TRASH }),
    updatedSince: t.field({ type: 'DateTime', description: UPDATED_SINCE }),
  }),
});

const EstimateOrderField = describedEnum(
  'EstimateOrderField',
  'The field by which a list of estimates is ordered.',
  {
    DATE: 'By date of issue.',
    STATEMENT_NO: 'By number, compared as text: `ES-10` comes before `ES-9`.',
    STATE: 'By state, in the order in which `EstimateState` lists them.',
    CREATED_AT: 'By time of creation.',
  },
);

export const EstimateOrderInput = orderInput('EstimateOrder', {
  listed: 'estimates',
  field: EstimateOrderField,
});

const EXPIRE_DATE = 'The last day, in UTC, on which the estimate can be accepted. Must not be before `date`.';
const REMINDERS =
  'Whether the client is reminded by email 3 days before the estimate expires and on the day that it expires, as ' +
  `long as it is sent and not accepted. ${NOT_NULL}`;

export const CreateEstimateInput = builder.inputType('CreateEstimateInput', {
  description: 'A new estimate.',
  fields: (t) => ({
    connectionId: clientField(t),
    date: t.field({ type: 'Date', required: true, description: 'The date of issue.' }),
    expireDate: t.field({ type: 'Date', required: true, description: EXPIRE_DATE }),
    statementNo: statementNoField(t, 'ES-'),
    currency: currencyField(t),
    ...textFields(t),
    sendReminders: t.boolean({ defaultValue: false, description: REMINDERS }),
    ...contentFields(t),
  }),
});

export const UpdateEstimateInput = builder.inputType('UpdateEstimateInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    connectionId: changedClientField(t),
    date: t.field({ type: 'Date', description: `The date of issue. ${NOT_NULL}` }),
    expireDate: t.field({ type: 'Date', description: `${EXPIRE_DATE} ${NOT_NULL}` }),
    statementNo: changedStatementNoField(t),
    ...textFields(t),
    sendReminders: t.boolean({ description: REMINDERS }),
    ...changedContentFields(t),
  }),
});

export const ConvertEstimateInput = builder.inputType('ConvertEstimateInput', {
  description: 'The estimate to convert, and the date that an estimate does not have.',
  fields: (t) => ({
    estimateId: t.id({ required: true, description: 'The ID of the estimate.' }),
    dueDate: t.field({
      type: 'Date',
      required: true,
      description: 'The due date of the invoice. Must not be before today in UTC.',
    }),
  }),
});

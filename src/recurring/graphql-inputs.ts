import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { IntervalUnitEnum, RecurringInvoiceStateEnum, RecurringMethodEnum } from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { changedContentFields, contentFields } from '../statements/graphql-content-inputs.ts';
import {
  billingFields,
  billingFlags,
  changedClientField,
  clientField,
  currencyField,
  FILTER,
  IN_STATES,
  IN_TRASH,
  NOT_NULL,
  newBillingFlags,
  OF_CLIENT,
  orderInput,
} from '../statements/graphql-inputs.ts';

export const RecurringInvoiceBy = builder.inputType('RecurringInvoiceBy', {
  description: 'Identifies a recurring invoice by exactly one of its unique keys.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'The ID of the object.' }),
    hashKey: t.string({ description: 'The value of its field `hashKey`.' }),
  }),
});

export const RecurringInvoiceFilterInput = builder.inputType('RecurringInvoiceFilter', {
  description: `The conditions of a list of recurring invoices. ${FILTER}`,
  fields: (t) => ({
    search: t.string({
      description:
        "Matches part of the profile's name or number, the summary or the client's name. Case does not matter.",
    }),
    states: t.field({ type: [RecurringInvoiceStateEnum], description: IN_STATES }),
    connectionId: t.id({ description: OF_CLIENT }),
    trashed: t.boolean({ defaultValue: false, description: IN_TRASH }),
  }),
});

const RecurringInvoiceOrderField = describedEnum(
  'RecurringInvoiceOrderField',
  'The field by which a list of recurring invoices is ordered.',
  {
    PROFILE_NAME: 'By `profileName`.',
    NEXT_BILLING_DATE:
      'By date of the next invoice. A completed or closed one has the date that its next invoice would have.',
    STATE: 'By state, in the order in which `RecurringInvoiceState` lists them.',
    INTERVAL_UNIT: 'By unit of the interval: days, weeks, months, years.',
    CREATED_AT: 'By time of creation.',
  },
);

export const RecurringInvoiceOrderInput = orderInput('RecurringInvoiceOrder', {
  listed: 'recurring invoices',
  field: RecurringInvoiceOrderField,
});

const METHOD = 'Whether each invoice stays a draft, is sent, or is sent and marked for collection.';
const PROFILE_NAME = 'The name of the profile, for the account only. A single line of 1 to 255 characters.';
const PROFILE_NO =
  'The prefix of the numbers of its invoices: `MAC` gives `MAC-001`, `MAC-002`. A single line of at most 30 ' +
  "characters. If there is none, its invoices take the account's next numbers.";
const OCCURRENCES = 'The number of invoices to create, from 0 to 100,000. If 0, it has no end.';
const INTERVAL =
  'The number of units between two invoices, from 1 to 1,000: 2 with `WEEKS` is every two weeks.';
const INTERVAL_UNIT =
  'The unit of the interval. With months and years, a day that the month does not have becomes its last day.';
const DUE_IN_DAYS = "The number of days from an invoice's date to its due date, from 0 to 3,650.";
const START_DATE = 'The date of the first invoice.';

export const CreateRecurringInvoiceInput = builder.inputType('CreateRecurringInvoiceInput', {
  description: 'A new recurring invoice: its schedule, and the content of its invoices.',
  fields: (t) => ({
    connectionId: clientField(t),
    recurringMethod: t.field({ type: RecurringMethodEnum, required: true, description: METHOD }),
    startDate: t.field({
      type: 'Date',
      required: true,
      description: `${START_DATE} It may be in the past: periods that are due are billed on activation.`,
    }),
    profileName: t.string({ required: true, description: PROFILE_NAME }),
    profileNo: t.string({ description: PROFILE_NO }),
    occurrences: t.int({ required: true, defaultValue: 0, description: OCCURRENCES }),
    interval: t.int({ required: true, defaultValue: 1, description: INTERVAL }),
    intervalUnit: t.field({ type: IntervalUnitEnum, required: true, description: INTERVAL_UNIT }),
    dueInDays: t.int({ required: true, defaultValue: 0, description: DUE_IN_DAYS }),
    currency: currencyField(t),
    ...billingFields(t),
    ...newBillingFlags(t),
    ...contentFields(t),
  }),
});

export const UpdateRecurringInvoiceInput = builder.inputType('UpdateRecurringInvoiceInput', {
  description: `${UPDATE_RULE} Changes apply to the invoices created from then on.`,
  fields: (t) => ({
    ...versionFields(t),
    connectionId: changedClientField(t),
    recurringMethod: t.field({ type: RecurringMethodEnum, description: `${METHOD} ${NOT_NULL}` }),
    startDate: t.field({
      type: 'Date',
      description: `${START_DATE} Fails with \`InvalidState\` if it changes after the first invoice was created. ${NOT_NULL}`,
    }),
    nextBillingDate: t.field({
      type: 'Date',
      description:
        'The date of the next invoice. Must not be before the start date, and must be after the date of the last ' +
        `invoice. A new date also sets the day of the month on which it bills from then on. ${NOT_NULL}`,
    }),
    profileName: t.string({ description: `${PROFILE_NAME} ${NOT_NULL}` }),
    profileNo: t.string({ description: PROFILE_NO }),
    occurrences: t.int({
      description: `${OCCURRENCES} Must not be less than the number created so far, unless it is 0. ${NOT_NULL}`,
    }),
    interval: t.int({ description: `${INTERVAL} ${NOT_NULL}` }),
    intervalUnit: t.field({ type: IntervalUnitEnum, description: `${INTERVAL_UNIT} ${NOT_NULL}` }),
    dueInDays: t.int({ description: `${DUE_IN_DAYS} ${NOT_NULL}` }),
    ...billingFields(t),
    ...billingFlags(t),
    ...changedContentFields(t),
  }),
});

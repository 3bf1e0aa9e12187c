import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { InvoiceStateEnum } from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { changedContentFields, contentFields } from '../statements/graphql-content-inputs.ts';
import {
  billingFields,
  billingFlags,
  changedClientField,
  changedStatementNoField,
  clientField,
  currencyField,
  DateRange,
  FILTER,
  IN_STATES,
  IN_TRASH,
  NOT_NULL,
  newBillingFlags,
  OF_CLIENT,
  orderInput,
  statementNoField,
  UPDATED_SINCE,
} from '../statements/graphql-inputs.ts';

export const InvoiceFilterInput = builder.inputType('InvoiceFilter', {
  description: `The conditions of a list of invoices. ${FILTER}`,
  fields: (t) => ({
    search: t.string({
      description:
        "Matches part of the number, summary, purchase order number or client's name. Case does not matter.",
    }),
    states: t.field({ type: [InvoiceStateEnum], description: IN_STATES }),
    connectionId: t.id({ description: OF_CLIENT }),
    isOverdue: t.boolean({
      description: 'Matches overdue invoices if true, all others if false. See `Invoice.isOverdue`.',
    }),
    currency: t.field({ type: 'Currency', description: 'Matches invoices in this currency.' }),
    date: t.field({ type: DateRange, description: 'Matches dates of issue in this range.' }),
    dueDate: t.field({ type: DateRange, description: 'Matches due dates in this range.' }),
    trashed: t.boolean({ defaultValue: false, description: IN_TRASH }),
    updatedSince: t.field({ type: 'DateTime', description: UPDATED_SINCE }),
  }),
});

const InvoiceOrderField = describedEnum(
  'InvoiceOrderField',
  'The field by which a list of invoices is ordered.',
  {
    DATE: 'By date of issue.',
    STATEMENT_NO: 'By number, compared as text: `IN-10` comes before `IN-9`.',
    STATE: 'By state, in the order in which `InvoiceState` lists them.',
    CREATED_AT: 'By time of creation.',
  },
);

export const InvoiceOrderInput = orderInput('InvoiceOrder', { listed: 'invoices', field: InvoiceOrderField });

const DUE_DATE = 'The day by which the invoice is to be paid. Must not be before `date`.';

export const CreateInvoiceInput = builder.inputType('CreateInvoiceInput', {
  description: 'A new invoice.',
  fields: (t) => ({
    connectionId: clientField(t),
    date: t.field({ type: 'Date', required: true, description: 'The date of issue.' }),
    dueDate: t.field({ type: 'Date', required: true, description: DUE_DATE }),
    statementNo: statementNoField(t, 'IN-'),
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
    connectionId: changedClientField(t),
    date: t.field({ type: 'Date', description: `The date of issue. ${NOT_NULL}` }),
    dueDate: t.field({ type: 'Date', description: `${DUE_DATE} ${NOT_NULL}` }),
    statementNo: changedStatementNoField(t),
    ...billingFields(t),
    ...billingFlags(t),
    ...changedContentFields(t),
  }),
});

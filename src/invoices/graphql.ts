import type { ArgBuilder } from '@pothos/core';
import { ConnectionInterface } from '../connections/graphql.ts';
import {
  InvoiceCreatedEvent,
  InvoicePaidEvent,
  InvoiceSentEvent,
  InvoiceUpdatedEvent,
  InvoiceViewedEvent,
  PaymentReceivedEvent,
  PaymentRefundedEvent,
} from '../events/graphql.ts';
import { needs } from '../graphql/abilities.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { InvoiceStateEnum, PaymentMethodEnum } from '../graphql/enums.ts';
import { MoneyType } from '../graphql/money.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { NODE_PATHS, pageArgs, pageType } from '../graphql/pages.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { StatementContentInterface } from '../statements/graphql.ts';
import { LIST_FAILS, StatementBy } from '../statements/graphql-inputs.ts';
import { addStatementFields, StatementInterface } from '../statements/graphql-statement.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import { InvoiceFilterInput, InvoiceOrderInput } from './graphql-inputs.ts';
import { isOverdue } from './invoice-state.ts';
import {
  findInvoice,
  invoiceColumns,
  loadInvoice,
  loadInvoices,
  loadInvoicesOf,
  loadOutstanding,
} from './loaders.ts';

export const InvoiceType = builder.prismaObject('Invoice', {
  description: 'A bill to a client. Its totals are computed each time that its content is saved.',
  interfaces: [NodeInterface, StatementContentInterface, StatementInterface],
  fields: (t) => ({
    id: t.id({
      description: 'The ID of the invoice.',
      resolve: ({ id }) => encodeId('Invoice', id),
    }),
    dueDate: t.expose('dueDate', {
      type: 'Date',
      description: 'The day by which the invoice is to be paid, shown to the client.',
    }),
    state: t.expose('state', {
      type: InvoiceStateEnum,
      description: 'The state, which follows from sending, viewing and payments. It cannot be set directly.',
    }),
    isOverdue: t.boolean({
      description:
        'Whether the invoice was sent, is not paid in full, and is past its due date by the current date in UTC.',
      resolve: (invoice, _, { gateway }) => isOverdue(invoice, gateway.clock.now()),
    }),
    poNumber: t.exposeString('poNumber', {
      nullable: true,
      description: "The client's purchase order number. Null if there is none.",
    }),
    paymentOptions: t.expose('paymentOptions', {
      type: [PaymentMethodEnum],
      description: 'The payment methods offered to the client. Empty if none were given.',
    }),
    allowPartialPayments: t.exposeBoolean('allowPartialPayments', {
      description: 'Whether a payment may be less than the amount due.',
    }),
    sendReceiptsAutomatically: t.exposeBoolean('sendReceiptsAutomatically', {
      description: 'Whether the client gets a receipt by email for each payment once it is realized.',
    }),
    paidTotal: t.field({
      type: MoneyType,
      description: 'The total of the realized payments, less refunds.',
      resolve: ({ paidTotalMinor, currency }) => ({ minor: paidTotalMinor, currency }),
    }),
    pendingTotal: t.field({
      type: MoneyType,
      description: 'The total of the payments that are recorded but not yet realized.',
      resolve: ({ pendingTotalMinor, currency }) => ({ minor: pendingTotalMinor, currency }),
    }),
    totalDue: t.field({
      type: MoneyType,
      description:
        'The amount not yet paid: `billedTotal` less `paidTotal`. Pending payments do not reduce it.',
      resolve: ({ billedTotalMinor, paidTotalMinor, currency }) => ({
        minor: billedTotalMinor - paidTotalMinor,
        currency,
      }),
    }),
  }),
});
addStatementFields(InvoiceType, 'Invoice');
registerNode('Invoice', { ability: 'STATEMENTS_READ', load: loadInvoice });

export const InvoiceConnection = pageType('Invoice', InvoiceType);

const listArgs = (arg: ArgBuilder<Types>) => ({
  ...pageArgs(arg),
  filter: arg({
    type: InvoiceFilterInput,
    description: 'Limits the list. Defaults to all invoices that are not in the trash.',
  }),
  orderBy: arg({
    type: InvoiceOrderInput,
    description: 'The order. Defaults to the date of issue, newest first.',
  }),
});

builder.queryFields((t) => ({
  invoice: t.field({
    type: InvoiceType,
    nullable: true,
    description: 'Returns an invoice, even from the trash. Null if the account has no such invoice.',
    args: {
      by: t.arg({ type: StatementBy, required: true, description: 'The key of the invoice.' }),
    },
    resolve: async (_, { by }, context) => {
      if (by.hashKey != null) return findInvoice(context, 'hashKey', by.hashKey);
      if (by.statementNo != null) return findInvoice(context, 'statementNo', by.statementNo);
      const id = idOf(by.id!, 'Invoice');
      return id === null ? null : loadInvoice(context, id);
    },
  }),
  invoices: t.field({
    type: InvoiceConnection,
    nullable: true,
    description: `Returns the invoices of the account. ${LIST_FAILS}`,
    args: listArgs(t.arg),
    resolve: (_, args, context, info) =>
      loadInvoices(context, args, selectedColumns(invoiceColumns, info, NODE_PATHS)),
  }),
}));

builder.prismaInterfaceFields(ConnectionInterface, (t) => ({
  invoices: t.field({
    type: InvoiceConnection,
    nullable: true,
    description: 'Returns the invoices for this client.',
    args: listArgs(t.arg),
    resolve: (connection, args, context, info) =>
      loadInvoicesOf(
        context,
        { column: 'connectionId', id: connection.id },
        args,
        selectedColumns(invoiceColumns, info, NODE_PATHS),
      ),
  }),
  outstanding: t.field({
    type: [MoneyType],
    nullable: true,
    description:
      'The amounts that the client owes on invoices that were sent and are not in the trash: at most one for each ' +
      'currency. Empty if it owes nothing.',
    extensions: needs('STATEMENTS_READ'),
    resolve: (connection, _, context) => loadOutstanding(context, connection.id),
  }),
}));

const eventsOfInvoices = [
  InvoiceCreatedEvent,
  InvoiceUpdatedEvent,
  InvoiceSentEvent,
  InvoiceViewedEvent,
  InvoicePaidEvent,
  PaymentReceivedEvent,
  PaymentRefundedEvent,
];
for (const event of eventsOfInvoices) {
  builder.objectField(event, 'invoice', (t) =>
    t.field({
      type: InvoiceType,
      nullable: true,
      description: 'The invoice as it is now. Null if it was purged.',
      resolve: ({ invoiceId }, _, context) => loadInvoice(context, invoiceId!),
    }),
  );
}

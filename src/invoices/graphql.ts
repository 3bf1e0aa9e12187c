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
import { builder } from '../graphql/builder.ts';
import { InvoiceStateEnum, PaymentMethodEnum } from '../graphql/enums.ts';
import { MoneyType } from '../graphql/money.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { NODE_PATHS, pageArgs, pageType } from '../graphql/pages.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { addStatementFields, StatementContentInterface, StatementInterface } from '../statements/graphql.ts';
import { StatementBy } from '../statements/graphql-inputs.ts';
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
  interfaces: [NodeInterface, StatementContentInterface, StatementInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Invoice', id) }),
    dueDate: t.expose('dueDate', { type: 'Date' }),
    state: t.expose('state', { type: InvoiceStateEnum }),
    isOverdue: t.boolean({
      description: 'Sent or paid in part, not in full, and past its due date (by the date in UTC).',
      resolve: (invoice, _, { gateway }) => isOverdue(invoice, gateway.clock.now()),
    }),
    poNumber: t.exposeString('poNumber', { nullable: true }),
    paymentOptions: t.expose('paymentOptions', { type: [PaymentMethodEnum] }),
    allowPartialPayments: t.exposeBoolean('allowPartialPayments'),
    sendReceiptsAutomatically: t.exposeBoolean('sendReceiptsAutomatically'),
    paidTotal: t.field({
      type: MoneyType,
      description: 'Realized payments less refunds.',
      resolve: ({ paidTotalMinor, currency }) => ({ minor: paidTotalMinor, currency }),
    }),
    pendingTotal: t.field({
      type: MoneyType,
      description: 'Recorded but not yet realized.',
      resolve: ({ pendingTotalMinor, currency }) => ({ minor: pendingTotalMinor, currency }),
    }),
    totalDue: t.field({
      type: MoneyType,
      description: 'What is billed less what is paid.',
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

builder.queryFields((t) => ({
  invoice: t.field({
    type: InvoiceType,
    nullable: true,
    args: { by: t.arg({ type: StatementBy, required: true }) },
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
    description: 'The newest date first, unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: InvoiceFilterInput }),
      orderBy: t.arg({ type: InvoiceOrderInput }),
    },
    resolve: (_, args, context, info) =>
      loadInvoices(context, args, selectedColumns(invoiceColumns, info, NODE_PATHS)),
  }),
}));

builder.prismaInterfaceFields(ConnectionInterface, (t) => ({
  invoices: t.field({
    type: InvoiceConnection,
    nullable: true,
    description: 'The newest date first, unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: InvoiceFilterInput }),
      orderBy: t.arg({ type: InvoiceOrderInput }),
    },
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
    description: 'What it owes over untrashed invoices that were sent: at most one sum for each currency.',
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
      description: 'As it is now; null once it is purged.',
      resolve: ({ invoiceId }, _, context) => loadInvoice(context, invoiceId!),
    }),
  );
}

import { ConnectionInterface } from '../connections/graphql.ts';
import { builder } from '../graphql/builder.ts';
import {
  IntervalUnitEnum,
  PaymentMethodEnum,
  PendingReasonEnum,
  RecurringInvoiceStateEnum,
  RecurringMethodEnum,
} from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { NODE_PATHS, pageArgs, pageType } from '../graphql/pages.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { InvoiceConnection, InvoiceType } from '../invoices/graphql.ts';
import { invoiceColumns, loadInvoicesOf } from '../invoices/loaders.ts';
import { addContentFields, StatementContentInterface } from '../statements/graphql.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import {
  RecurringInvoiceBy,
  RecurringInvoiceFilterInput,
  RecurringInvoiceOrderInput,
} from './graphql-inputs.ts';
import {
  findRecurringInvoice,
  loadRecurringInvoice,
  loadRecurringInvoices,
  loadRecurringInvoicesOf,
  profileColumns,
} from './loaders.ts';

export const RecurringInvoiceType = builder.prismaObject('RecurringInvoice', {
  interfaces: [NodeInterface, StatementContentInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('RecurringInvoice', id) }),
    profileName: t.exposeString('profileName'),
    profileNo: t.exposeString('profileNo', { nullable: true }),
    state: t.expose('state', { type: RecurringInvoiceStateEnum }),
    pendingReason: t.expose('pendingReason', { type: PendingReasonEnum, nullable: true }),
    recurringMethod: t.expose('recurringMethod', { type: RecurringMethodEnum }),
    startDate: t.expose('startDate', {
      type: 'Date',
      description: 'The date of the first invoice; fixed once that is made.',
    }),
    nextBillingDate: t.field({
      type: 'Date',
      nullable: true,
      description: 'The date of the next invoice; null once there is to be none.',
      resolve: ({ state, nextBillingDate }) =>
        state === 'COMPLETED' || state === 'CLOSED' ? null : nextBillingDate,
    }),
    interval: t.exposeInt('interval', { description: 'Every so many of its units.' }),
    intervalUnit: t.expose('intervalUnit', { type: IntervalUnitEnum }),
    occurrences: t.exposeInt('occurrences'),
    iterationNo: t.exposeInt('iterationNo'),
    dueInDays: t.exposeInt('dueInDays'),
    poNumber: t.exposeString('poNumber', { nullable: true }),
    paymentOptions: t.expose('paymentOptions', { type: [PaymentMethodEnum] }),
    allowPartialPayments: t.exposeBoolean('allowPartialPayments'),
    sendReceiptsAutomatically: t.exposeBoolean('sendReceiptsAutomatically'),
    invoices: t.field({
      type: InvoiceConnection,
      nullable: true,
      description: 'Those that it made, the newest date first.',
      args: pageArgs(t.arg),
      resolve: ({ id }, args, context, info) =>
        loadInvoicesOf(
          context,
          { column: 'recurringInvoiceId', id },
          args,
          selectedColumns(invoiceColumns, info, NODE_PATHS),
        ),
    }),
  }),
});
addContentFields(RecurringInvoiceType, 'RecurringInvoice');
registerNode('RecurringInvoice', { ability: 'STATEMENTS_READ', load: loadRecurringInvoice });

builder.prismaObjectFields(InvoiceType, (t) => ({
  recurringInvoice: t.field({
    type: RecurringInvoiceType,
    nullable: true,
    description: 'The recurring invoice that made it, if any.',
    resolve: ({ recurringInvoiceId }, _, context) =>
      recurringInvoiceId === null ? null : loadRecurringInvoice(context, recurringInvoiceId),
  }),
  isForCollection: t.exposeBoolean('isForCollection', {
    description:
      'Made by a recurring invoice of the method AUTO_BILL, to be collected from the client. There is no payment processor yet: nothing is charged by itself.',
  }),
}));

const RecurringInvoiceConnection = pageType('RecurringInvoice', RecurringInvoiceType);

builder.queryFields((t) => ({
  recurringInvoice: t.field({
    type: RecurringInvoiceType,
    nullable: true,
    args: { by: t.arg({ type: RecurringInvoiceBy, required: true }) },
    resolve: async (_, { by }, context) => {
      if (by.hashKey != null) return findRecurringInvoice(context, by.hashKey);
      const id = idOf(by.id!, 'RecurringInvoice');
      return id === null ? null : loadRecurringInvoice(context, id);
    },
  }),
  recurringInvoices: t.field({
    type: RecurringInvoiceConnection,
    nullable: true,
    description: 'The newest first, unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: RecurringInvoiceFilterInput }),
      orderBy: t.arg({ type: RecurringInvoiceOrderInput }),
    },
    resolve: (_, args, context, info) =>
      loadRecurringInvoices(context, args, selectedColumns(profileColumns, info, NODE_PATHS)),
  }),
}));

builder.prismaInterfaceField(ConnectionInterface, 'recurringInvoices', (t) =>
  t.field({
    type: RecurringInvoiceConnection,
    nullable: true,
    description: 'The newest first, unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: RecurringInvoiceFilterInput }),
      orderBy: t.arg({ type: RecurringInvoiceOrderInput }),
    },
    resolve: (connection, args, context, info) =>
      loadRecurringInvoicesOf(
        context,
        connection.id,
        args,
        selectedColumns(profileColumns, info, NODE_PATHS),
      ),
  }),
);

import type { ArgBuilder } from '@pothos/core';
import { ConnectionInterface } from '../connections/graphql.ts';
import { builder, type Types } from '../graphql/builder.ts';
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
import { LIST_FAILS } from '../statements/graphql-inputs.ts';
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
  description:
    'A schedule that creates an invoice each period. Its content is the template of those invoices.',
  interfaces: [NodeInterface, StatementContentInterface],
  fields: (t) => ({
    id: t.id({
      description: 'The ID of the recurring invoice.',
      resolve: ({ id }) => encodeId('RecurringInvoice', id),
    }),
    profileName: t.exposeString('profileName', {
      description: 'The name of the profile. Clients do not see it.',
    }),
    profileNo: t.exposeString('profileNo', {
      nullable: true,
      description:
        "The prefix of the numbers of its invoices: `MAC` gives `MAC-001`. Null if they take the account's next numbers.",
    }),
    state: t.expose('state', {
      type: RecurringInvoiceStateEnum,
      description: 'The state. Mutations and the billing of periods change it; it cannot be set directly.',
    }),
    pendingReason: t.expose('pendingReason', {
      type: PendingReasonEnum,
      nullable: true,
      description: 'Why it is paused. Null unless `state` is `PENDING`.',
    }),
    recurringMethod: t.expose('recurringMethod', {
      type: RecurringMethodEnum,
      description: 'Whether each invoice stays a draft, is sent, or is sent and marked for collection.',
    }),
    startDate: t.expose('startDate', {
      type: 'Date',
      description: 'The date of the first invoice. It cannot be changed after that invoice was created.',
    }),
    nextBillingDate: t.field({
      type: 'Date',
      nullable: true,
      description: 'The date of the next invoice. Null if it is completed or closed.',
      resolve: ({ state, nextBillingDate }) =>
        state === 'COMPLETED' || state === 'CLOSED' ? null : nextBillingDate,
    }),
    interval: t.exposeInt('interval', {
      description: 'The number of units between two invoices: 2 with `WEEKS` is every two weeks.',
    }),
    intervalUnit: t.expose('intervalUnit', {
      type: IntervalUnitEnum,
      description: 'The unit of the interval.',
    }),
    occurrences: t.exposeInt('occurrences', {
      description: 'The number of invoices to create in all. If 0, it has no end.',
    }),
    iterationNo: t.exposeInt('iterationNo', { description: 'The number of invoices created so far.' }),
    dueInDays: t.exposeInt('dueInDays', {
      description: "The number of days from an invoice's date to its due date.",
    }),
    poNumber: t.exposeString('poNumber', {
      nullable: true,
      description: "The client's purchase order number, copied to its invoices. Null if there is none.",
    }),
    paymentOptions: t.expose('paymentOptions', {
      type: [PaymentMethodEnum],
      description: 'The payment methods that its invoices offer to the client. Empty if none were given.',
    }),
    allowPartialPayments: t.exposeBoolean('allowPartialPayments', {
      description: 'Whether a payment on one of its invoices may be less than the amount due.',
    }),
    sendReceiptsAutomatically: t.exposeBoolean('sendReceiptsAutomatically', {
      description: 'Whether the client gets a receipt by email for each realized payment on its invoices.',
    }),
    invoices: t.field({
      type: InvoiceConnection,
      nullable: true,
      description: 'The invoices that it created and that are not in the trash, newest date first.',
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
    description: 'The recurring invoice that created it. Null if there is none, or if it was purged.',
    resolve: ({ recurringInvoiceId }, _, context) =>
      recurringInvoiceId === null ? null : loadRecurringInvoice(context, recurringInvoiceId),
  }),
  isForCollection: t.exposeBoolean('isForCollection', {
    description:
      'Whether a recurring invoice with the method `AUTO_BILL` created it, to be collected from the client. No payment ' +
      'processor is connected yet, so nothing is charged.',
  }),
}));

const RecurringInvoiceConnection = pageType('RecurringInvoice', RecurringInvoiceType);

const listArgs = (arg: ArgBuilder<Types>) => ({
  ...pageArgs(arg),
  filter: arg({
    type: RecurringInvoiceFilterInput,
    description: 'Limits the list. Defaults to all recurring invoices that are not in the trash.',
  }),
  orderBy: arg({
    type: RecurringInvoiceOrderInput,
    description: 'The order. Defaults to the time of creation, newest first.',
  }),
});

builder.queryFields((t) => ({
  recurringInvoice: t.field({
    type: RecurringInvoiceType,
    nullable: true,
    description:
      'Returns a recurring invoice, even from the trash. Null if the account has no such recurring invoice.',
    args: {
      by: t.arg({
        type: RecurringInvoiceBy,
        required: true,
        description: 'The key of the recurring invoice.',
      }),
    },
    resolve: async (_, { by }, context) => {
      if (by.hashKey != null) return findRecurringInvoice(context, by.hashKey);
      const id = idOf(by.id!, 'RecurringInvoice');
      return id === null ? null : loadRecurringInvoice(context, id);
    },
  }),
  recurringInvoices: t.field({
    type: RecurringInvoiceConnection,
    nullable: true,
    description: `Returns the recurring invoices of the account. ${LIST_FAILS}`,
    args: listArgs(t.arg),
    resolve: (_, args, context, info) =>
      loadRecurringInvoices(context, args, selectedColumns(profileColumns, info, NODE_PATHS)),
  }),
}));

builder.prismaInterfaceField(ConnectionInterface, 'recurringInvoices', (t) =>
  t.field({
    type: RecurringInvoiceConnection,
    nullable: true,
    description: 'Returns the recurring invoices for this client.',
    args: listArgs(t.arg),
    resolve: (connection, args, context, info) =>
      loadRecurringInvoicesOf(
        context,
        connection.id,
        args,
        selectedColumns(profileColumns, info, NODE_PATHS),
      ),
  }),
);

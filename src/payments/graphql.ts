import { PaymentReceivedEvent, PaymentRefundedEvent } from '../events/graphql.ts';
import { builder } from '../graphql/builder.ts';
import { PaymentMethodEnum, PaymentStateEnum } from '../graphql/enums.ts';
import { MoneyType } from '../graphql/money.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { NODE_PATHS, pageArgs, pageType } from '../graphql/pages.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { VERSION_DESCRIPTION } from '../graphql/update-input.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import { loadInvoice } from '../invoices/loaders.ts';
import { encodeId } from '../values/global-id.ts';
import { loadPayment, loadPaymentsOf, loadRefund, loadRefundsOf, paymentColumns } from './loaders.ts';
import { methodNames } from './method-names.ts';

export const PaymentType = builder.prismaObject('Payment', {
  description: 'Money that was paid, or promised, towards an invoice. Recording a payment moves no money.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Payment', id) }),
    hashKey: t.exposeString('hashKey', {
      description: 'A short, unguessable key of the payment. It never changes.',
    }),
    invoice: t.field({
      type: InvoiceType,
      nullable: true,
      description: 'The invoice that the payment is for.',
      resolve: ({ invoiceId }, _, context) => loadInvoice(context, invoiceId),
    }),
    receiptNo: t.exposeString('receiptNo', {
      description:
        'The number of the receipt, such as `RCPT-12`: unique in the account and assigned in order.',
    }),
    date: t.expose('date', { type: 'Date', description: 'The date of the payment.' }),
    amount: t.field({
      type: MoneyType,
      description: 'The amount paid, before refunds, in the currency of the invoice.',
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
    balance: t.field({
      type: MoneyType,
      description:
        'The amount still to be paid on the invoice when this payment was recorded, with this payment deducted. Later payments do not change it.',
      resolve: ({ balanceMinor, currency }) => ({ minor: balanceMinor, currency }),
    }),
    refunded: t.field({
      type: MoneyType,
      description: 'The sum of the refunds. Zero if there are none.',
      resolve: ({ refundedMinor, currency }) => ({ minor: refundedMinor, currency }),
    }),
    method: t.expose('method', { type: PaymentMethodEnum, description: 'How the payment was made.' }),
    details: t.exposeString('details', {
      nullable: true,
      description: 'A note on the payment, such as the number of a check.',
    }),
    combinedDetails: t.string({
      description: 'The method and the details as one text, as on the receipt: `Check: No. 1042`.',
      resolve: ({ method, details }) =>
        details ? `${methodNames[method]}: ${details}` : methodNames[method],
    }),
    state: t.expose('state', {
      type: PaymentStateEnum,
      description:
        'Whether the money has arrived. Only realized payments reduce the amount due on the invoice.',
    }),
    version: t.exposeInt('version', { description: VERSION_DESCRIPTION }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the payment was recorded.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When the payment was last updated, realized or refunded.',
    }),
  }),
});
registerNode('Payment', { ability: 'PAYMENTS_READ', load: loadPayment });

export const RefundType = builder.prismaObject('Refund', {
  description: 'Money of a payment that was given back to the client. Recording a refund moves no money.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Refund', id) }),
    payment: t.field({
      type: PaymentType,
      nullable: true,
      description: 'The payment that was refunded in part or in full.',
      resolve: ({ paymentId }, _, context) => loadPayment(context, paymentId),
    }),
    amount: t.field({
      type: MoneyType,
      description: 'The amount refunded, in the currency of the payment.',
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'The reason given for the refund.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the refund was recorded.' }),
  }),
});
registerNode('Refund', { ability: 'PAYMENTS_READ', load: loadRefund });

const RefundConnection = pageType('Refund', RefundType);
builder.prismaObjectField(PaymentType, 'refunds', (t) =>
  t.field({
    type: RefundConnection,
    nullable: true,
    description: 'The refunds of the payment, oldest first.',
    args: pageArgs(t.arg),
    resolve: ({ id }, args, context) => loadRefundsOf(context, id, args),
  }),
);

export const PaymentConnection = pageType('Payment', PaymentType);

builder.prismaObjectField(InvoiceType, 'payments', (t) =>
  t.field({
    type: PaymentConnection,
    nullable: true,
    description: 'The payments of the invoice, earliest date first.',
    args: pageArgs(t.arg),
    resolve: ({ id }, args, context, info) =>
      loadPaymentsOf(context, id, args, selectedColumns(paymentColumns, info, NODE_PATHS)),
  }),
);

for (const event of [PaymentReceivedEvent, PaymentRefundedEvent]) {
  builder.objectField(event, 'payment', (t) =>
    t.field({
      type: PaymentType,
      nullable: true,
      description: 'The payment as it is now. Null after it was deleted.',
      resolve: ({ paymentId }, _, context) => loadPayment(context, paymentId!),
    }),
  );
}
builder.objectField(PaymentRefundedEvent, 'refund', (t) =>
  t.field({
    type: RefundType,
    nullable: true,
    description: 'The refund. Null after its payment was deleted.',
    resolve: ({ refundId }, _, context) => loadRefund(context, refundId!),
  }),
);

import { PaymentReceivedEvent, PaymentRefundedEvent } from '../events/graphql.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { PaymentMethodEnum, PaymentStateEnum } from '../graphql/enums.ts';
import { MoneyType } from '../graphql/money.ts';
import { addMutation } from '../graphql/mutations.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { NODE_PATHS, pageArgs, pageType } from '../graphql/pages.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { UPDATE_RULE, VERSION_DESCRIPTION, versionFields } from '../graphql/update-input.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import { loadInvoice } from '../invoices/loaders.ts';
import { DateRange } from '../statements/graphql-inputs.ts';
import {
  InvalidInput,
  InvalidState,
  NotFound,
  PartialPaymentNotAllowed,
  PaymentExceedsDue,
  RefundExceedsPayment,
  VersionConflict,
} from '../values/errors.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import { deletePayment } from './delete-payment.ts';
import {
  loadPayment,
  loadPayments,
  loadPaymentsOf,
  loadRefund,
  loadRefundsOf,
  paymentColumns,
} from './loaders.ts';
import { methodNames } from './method-names.ts';
import { realizePayment } from './realize-payment.ts';
import { type PaymentResult, recordPayment } from './record-payment.ts';
import { refundPayment } from './refund-payment.ts';
import { updatePayment } from './update-payment.ts';

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

const RefundType = builder.prismaObject('Refund', {
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

const PaymentConnection = pageType('Payment', PaymentType);

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

const PaymentFilter = builder.inputType('PaymentFilter', {
  description: 'Selects payments. All given conditions must match.',
  fields: (t) => ({
    invoiceId: t.id({ description: 'Payments of this invoice.' }),
    connectionId: t.id({ description: 'Payments of the invoices of this connection.' }),
    states: t.field({
      type: [PaymentStateEnum],
      description: 'Payments in any of these states. An empty list matches none.',
    }),
    date: t.field({ type: DateRange, description: 'Payments dated in this range.' }),
  }),
});

builder.queryFields((t) => ({
  payment: t.field({
    type: PaymentType,
    nullable: true,
    description: 'Finds a payment by its ID. Null if the account has no such payment.',
    args: { id: t.arg.id({ required: true, description: 'The ID of the payment.' }) },
    resolve: (_, args, context) => {
      const id = idOf(args.id, 'Payment');
      return id === null ? null : loadPayment(context, id);
    },
  }),
  payments: t.field({
    type: PaymentConnection,
    nullable: true,
    description:
      "The account's payments, latest date first, without unrealized payments of invoices in the trash.",
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: PaymentFilter, description: 'Returns matching payments only.' }),
    },
    resolve: (_, args, context) => loadPayments(context, args),
  }),
}));

// ---------------------------------------------------------------- mutations

const PAYMENT_DETAILS = 'A note, such as the number of a check. At most 10,000 characters.';

const RecordPaymentInput = builder.inputType('RecordPaymentInput', {
  description: 'The properties of a new payment.',
  fields: (t) => ({
    invoiceId: t.id({ required: true, description: 'The ID of the invoice that is paid.' }),
    amount: t.field({
      type: 'Decimal',
      required: true,
      description:
        "The amount in the invoice's currency, more than zero, with no more decimals than the currency has. " +
        'Fails with `PaymentExceedsDue` if it is more than the amount due, less the pending payments, and with ' +
        '`PartialPaymentNotAllowed` if it is less and the invoice does not allow partial payments.',
    }),
    method: t.field({ type: PaymentMethodEnum, required: true, description: 'How the payment was made.' }),
    date: t.field({ type: 'Date', description: 'The date of the payment. Defaults to today in UTC.' }),
    details: t.string({ description: PAYMENT_DETAILS }),
    realized: t.boolean({
      description:
        'Whether the money has arrived. Defaults to false for `CASH`, `CHECK`, `BANK_TRANSFER` and `OTHER`, and to true ' +
        'for the other methods.',
    }),
  }),
});

const UpdatePaymentInput = builder.inputType('UpdatePaymentInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    amount: t.field({
      type: 'Decimal',
      description:
        "The amount in the invoice's currency. The limits are those of `recordPayment`, as if this payment were new.",
    }),
    method: t.field({ type: PaymentMethodEnum, description: 'How the payment was made.' }),
    date: t.field({ type: 'Date', description: 'The date of the payment.' }),
    details: t.string({ description: PAYMENT_DETAILS }),
  }),
});

const RefundPaymentInput = builder.inputType('RefundPaymentInput', {
  description: 'The properties of a new refund.',
  fields: (t) => ({
    paymentId: t.id({ required: true, description: 'The ID of the payment to refund.' }),
    amount: t.field({
      type: 'Decimal',
      description:
        'The amount to refund, more than zero, in the currency of the payment. Defaults to the amount not yet refunded. ' +
        'Fails with `RefundExceedsPayment` if it is more than that.',
    }),
    reason: t.string({ description: 'Why the money is given back. At most 1,000 characters.' }),
  }),
});

const paidInvoiceField = <Result extends Pick<PaymentResult, 'invoice'>>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, Result>,
) => ({
  invoice: t.field({
    type: InvoiceType,
    nullable: true,
    description: 'The invoice of the payment, with the state and totals that follow from the change.',
    resolve: (result) => result.invoice,
  }),
});

const paymentFields = <Result extends PaymentResult>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, Result>,
) => ({
  payment: t.field({
    type: PaymentType,
    description: 'The payment after the change.',
    resolve: (result) => result.payment,
  }),
  ...paidInvoiceField(t),
});

addMutation('recordPayment', {
  description:
    'Records a payment of an invoice. A realized payment reduces the amount due, and a receipt is emailed if the invoice ' +
    'has `sendReceiptsAutomatically`. Fails with `InvalidState` if the invoice is in the trash (`TRASHED`).',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: RecordPaymentInput, required: true }) }),
  run: ({ actor }, { input }) =>
    recordPayment(actor, { ...input, invoiceId: idOf(input.invoiceId, 'Invoice') }),
  success: paymentFields,
  errors: [InvalidInput, NotFound, InvalidState, PaymentExceedsDue, PartialPaymentNotAllowed],
});

addMutation('updatePayment', {
  description:
    'Corrects a payment. Its state stays as it is. ' +
    'Fails with `InvalidState` if it was refunded, in part or in full (`REFUNDED`), or its invoice is in the trash (`TRASHED`).',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: UpdatePaymentInput, required: true }) }),
  run: ({ actor }, { input }) => updatePayment(actor, { ...input, id: idOf(input.id, 'Payment') }),
  success: paymentFields,
  errors: [
    InvalidInput,
    NotFound,
    InvalidState,
    PaymentExceedsDue,
    PartialPaymentNotAllowed,
    VersionConflict,
  ],
});

addMutation('deletePayment', {
  description:
    'Permanently deletes a payment, as if it had never been recorded. ' +
    'Fails with `InvalidState` if it was refunded, in part or in full (`REFUNDED`), or its invoice is in the trash (`TRASHED`).',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: async ({ actor }, { id }) => ({
    deletedId: id,
    invoice: await deletePayment(actor, idOf(id, 'Payment')),
  }),
  success: (t) => ({
    deletedId: t.exposeID('deletedId', { description: 'The ID of the deleted payment.' }),
    ...paidInvoiceField(t),
  }),
  errors: [NotFound, InvalidState],
});

addMutation('realizePayment', {
  description:
    'Marks a payment as realized: its money has arrived. The amount due on the invoice goes down, and a receipt is emailed ' +
    'if the invoice has `sendReceiptsAutomatically`. ' +
    'Fails with `InvalidState` if it is already realized (`REALIZED`) or its invoice is in the trash (`TRASHED`).',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => realizePayment(actor, idOf(id, 'Payment')),
  success: paymentFields,
  errors: [NotFound, InvalidState],
});

addMutation('refundPayment', {
  description:
    'Records that money of a payment was given back. The amount due on the invoice goes up by the refund. ' +
    'Fails with `InvalidState` if the payment is not realized (`UNREALIZED`) or its invoice is in the trash (`TRASHED`).',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: RefundPaymentInput, required: true }) }),
  run: ({ actor }, { input }) =>
    refundPayment(actor, { ...input, paymentId: idOf(input.paymentId, 'Payment') }),
  success: (t) => ({
    refund: t.field({
      type: RefundType,
      description: 'The new refund.',
      resolve: (result) => result.refund,
    }),
    ...paymentFields(t),
  }),
  errors: [InvalidInput, NotFound, InvalidState, RefundExceedsPayment],
});

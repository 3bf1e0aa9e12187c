import { PaymentReceivedEvent, PaymentRefundedEvent } from '../events/graphql.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { PaymentMethodEnum, PaymentStateEnum } from '../graphql/enums.ts';
import { MoneyType } from '../graphql/money.ts';
import { addMutation } from '../graphql/mutations.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { NODE_PATHS, pageArgs, pageType } from '../graphql/pages.ts';
import { selectedColumns } from '../graphql/selection.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
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
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Payment', id) }),
    hashKey: t.exposeString('hashKey', { description: 'A short, unguessable key.' }),
    invoice: t.field({
      type: InvoiceType,
      nullable: true,
      resolve: ({ invoiceId }, _, context) => loadInvoice(context, invoiceId),
    }),
    receiptNo: t.exposeString('receiptNo'),
    date: t.expose('date', { type: 'Date' }),
    amount: t.field({
      type: MoneyType,
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
    balance: t.field({
      type: MoneyType,
      description: 'What was left to pay on the invoice after it, when it was recorded.',
      resolve: ({ balanceMinor, currency }) => ({ minor: balanceMinor, currency }),
    }),
    refunded: t.field({
      type: MoneyType,
      description: 'What was given back of it.',
      resolve: ({ refundedMinor, currency }) => ({ minor: refundedMinor, currency }),
    }),
    method: t.expose('method', { type: PaymentMethodEnum }),
    details: t.exposeString('details', { nullable: true }),
    combinedDetails: t.string({
      description: 'Method and details in one line: `Paypal: …`.',
      resolve: ({ method, details }) =>
        details ? `${methodNames[method]}: ${details}` : methodNames[method],
    }),
    state: t.expose('state', { type: PaymentStateEnum }),
    version: t.exposeInt('version'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
  }),
});
registerNode('Payment', { ability: 'PAYMENTS_READ', load: loadPayment });

const RefundType = builder.prismaObject('Refund', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Refund', id) }),
    payment: t.field({
      type: PaymentType,
      nullable: true,
      resolve: ({ paymentId }, _, context) => loadPayment(context, paymentId),
    }),
    amount: t.field({
      type: MoneyType,
      resolve: ({ amountMinor, currency }) => ({ minor: amountMinor, currency }),
    }),
    reason: t.exposeString('reason', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
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
    description: 'The oldest date first.',
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
      description: 'As it is now; null once it is deleted.',
      resolve: ({ paymentId }, _, context) => loadPayment(context, paymentId!),
    }),
  );
}
builder.objectField(PaymentRefundedEvent, 'refund', (t) =>
  t.field({
    type: RefundType,
    nullable: true,
    resolve: ({ refundId }, _, context) => loadRefund(context, refundId!),
  }),
);

const PaymentFilter = builder.inputType('PaymentFilter', {
  description: 'What is left out does not matter; the rest must all hold.',
  fields: (t) => ({
    invoiceId: t.id(),
    connectionId: t.id(),
    states: t.field({ type: [PaymentStateEnum] }),
    date: t.field({ type: DateRange }),
  }),
});

builder.queryFields((t) => ({
  payment: t.field({
    type: PaymentType,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, args, context) => {
      const id = idOf(args.id, 'Payment');
      return id === null ? null : loadPayment(context, id);
    },
  }),
  payments: t.field({
    type: PaymentConnection,
    nullable: true,
    description: 'The newest date first. What is pending on an invoice in the trash is left out.',
    args: { ...pageArgs(t.arg), filter: t.arg({ type: PaymentFilter }) },
    resolve: (_, args, context) => loadPayments(context, args),
  }),
}));

// ---------------------------------------------------------------- mutations

const RecordPaymentInput = builder.inputType('RecordPaymentInput', {
  fields: (t) => ({
    invoiceId: t.id({ required: true }),
    amount: t.field({ type: 'Decimal', required: true, description: "In the invoice's currency." }),
    method: t.field({ type: PaymentMethodEnum, required: true }),
    date: t.field({ type: 'Date', description: 'Today (in UTC) when left out.' }),
    details: t.string(),
    realized: t.boolean({
      description:
        'Cash, checks, bank transfers and other offline money start unrealized unless this says otherwise.',
    }),
  }),
});

const UpdatePaymentInput = builder.inputType('UpdatePaymentInput', {
  description: UPDATE_RULE,
  fields: (t) => ({
    ...versionFields(t),
    amount: t.field({ type: 'Decimal' }),
    method: t.field({ type: PaymentMethodEnum }),
    date: t.field({ type: 'Date' }),
    details: t.string(),
  }),
});

const RefundPaymentInput = builder.inputType('RefundPaymentInput', {
  fields: (t) => ({
    paymentId: t.id({ required: true }),
    amount: t.field({ type: 'Decimal', description: 'All that is left of it when left out.' }),
    reason: t.string(),
  }),
});

const paymentFields = <Result extends PaymentResult>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, Result>,
) => ({
  payment: t.field({ type: PaymentType, resolve: (result) => result.payment }),
  invoice: t.field({ type: InvoiceType, nullable: true, resolve: (result) => result.invoice }),
});

addMutation('recordPayment', {
  description: 'Records money that was paid, or promised, towards an invoice.',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: RecordPaymentInput, required: true }) }),
  run: ({ actor }, { input }) =>
    recordPayment(actor, { ...input, invoiceId: idOf(input.invoiceId, 'Invoice') }),
  success: paymentFields,
  errors: [InvalidInput, NotFound, InvalidState, PaymentExceedsDue, PartialPaymentNotAllowed],
});

addMutation('updatePayment', {
  description: 'Corrects a payment; one that was refunded stays as it is.',
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
  description: 'For good, as if it had never been recorded; one that was refunded stays.',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: async ({ actor }, { id }) => ({
    deletedId: id,
    invoice: await deletePayment(actor, idOf(id, 'Payment')),
  }),
  success: (t) => ({
    deletedId: t.exposeID('deletedId'),
    invoice: t.field({ type: InvoiceType, nullable: true, resolve: (result) => result.invoice }),
  }),
  errors: [NotFound, InvalidState],
});

addMutation('realizePayment', {
  description: 'Says that the money of a payment is in.',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ id: arg.id({ required: true }) }),
  run: ({ actor }, { id }) => realizePayment(actor, idOf(id, 'Payment')),
  success: paymentFields,
  errors: [NotFound, InvalidState],
});

addMutation('refundPayment', {
  description: 'Records money of a realized payment that was given back.',
  ability: 'PAYMENTS_WRITE',
  args: (arg) => ({ input: arg({ type: RefundPaymentInput, required: true }) }),
  run: ({ actor }, { input }) =>
    refundPayment(actor, { ...input, paymentId: idOf(input.paymentId, 'Payment') }),
  success: (t) => ({
    refund: t.field({ type: RefundType, resolve: (result) => result.refund }),
    ...paymentFields(t),
  }),
  errors: [InvalidInput, NotFound, InvalidState, RefundExceedsPayment],
});

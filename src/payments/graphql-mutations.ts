import type { Types } from '../graphql/builder.ts';
import { addMutation } from '../graphql/mutations.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import {
  InvalidInput,
  InvalidState,
  NotFound,
  PartialPaymentNotAllowed,
  PaymentExceedsDue,
  RefundExceedsPayment,
  VersionConflict,
} from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { deletePayment } from './delete-payment.ts';
import { PaymentType, RefundType } from './graphql.ts';
import { RecordPaymentInput, RefundPaymentInput, UpdatePaymentInput } from './graphql-inputs.ts';
import { realizePayment } from './realize-payment.ts';
import { type PaymentResult, recordPayment } from './record-payment.ts';
import { refundPayment } from './refund-payment.ts';
import { updatePayment } from './update-payment.ts';

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

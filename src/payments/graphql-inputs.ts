import { builder } from '../graphql/builder.ts';
import { PaymentMethodEnum } from '../graphql/enums.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';

const PAYMENT_DETAILS = 'A note, such as the number of a check. At most 10,000 characters.';

export const RecordPaymentInput = builder.inputType('RecordPaymentInput', {
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

export const UpdatePaymentInput = builder.inputType('UpdatePaymentInput', {
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

export const RefundPaymentInput = builder.inputType('RefundPaymentInput', {
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

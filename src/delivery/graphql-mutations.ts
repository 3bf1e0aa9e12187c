import { EstimateType } from '../estimates/graphql.ts';
import type { Delivery, Estimate } from '../generated/prisma/client.ts';
import type { Types } from '../graphql/builder.ts';
import { addMutation } from '../graphql/mutations.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import { InvalidInput, InvalidState, NotFound } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { DeliveryType } from './graphql.ts';
import { SendEstimateInput, SendInvoiceInput, SendInvoiceReminderInput } from './graphql-inputs.ts';
import { sendEstimate } from './send-estimate.ts';
import { type InvoiceDelivery, sendInvoice } from './send-invoice.ts';
import { sendInvoiceReminder } from './send-invoice-reminder.ts';

const deliveryField = <Result extends { delivery: Delivery }>(
  t: PothosSchemaTypes.ObjectFieldBuilder<Types, Result>,
) => ({
  delivery: t.field({
    type: DeliveryType,
    description: 'The queued email.',
    resolve: ({ delivery }) => delivery,
  }),
});

const invoiceFields = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, InvoiceDelivery>) => ({
  invoice: t.field({
    type: InvoiceType,
    description: 'The invoice after the email was queued.',
    resolve: ({ invoice }) => invoice,
  }),
  ...deliveryField(t),
});

addMutation('sendInvoice', {
  description:
    'Queues an email with the invoice and marks a draft as sent. Sending again leaves the state as it is. ' +
    'Fails with `InvalidState` if the invoice or its connection is in the trash (`TRASHED`).',
  ability: 'STATEMENTS_SEND',
  args: (arg) => ({ input: arg({ type: SendInvoiceInput, required: true }) }),
  run: ({ actor }, { input }) =>
    sendInvoice(actor, { ...input, invoiceId: idOf(input.invoiceId, 'Invoice') }),
  success: invoiceFields,
  errors: [InvalidInput, NotFound, InvalidState],
});

addMutation('sendInvoiceReminder', {
  description:
    'Queues an email that reminds the client of an invoice. ' +
    'Fails with `InvalidState` if the invoice was not sent yet (`DRAFT`) or is paid in full (`PAID`), or if it or its ' +
    'connection is in the trash (`TRASHED`).',
  ability: 'STATEMENTS_SEND',
  args: (arg) => ({ input: arg({ type: SendInvoiceReminderInput, required: true }) }),
  run: ({ actor }, { input }) =>
    sendInvoiceReminder(actor, { ...input, invoiceId: idOf(input.invoiceId, 'Invoice') }),
  success: invoiceFields,
  errors: [InvalidInput, NotFound, InvalidState],
});

addMutation('sendEstimate', {
  description:
    'Queues an email with the estimate and marks a draft as sent. Sending again leaves the state as it is. ' +
    'Fails with `InvalidState` if the estimate has expired (`EXPIRED`), or if it or its connection is in the trash (`TRASHED`).',
  ability: 'STATEMENTS_SEND',
  args: (arg) => ({ input: arg({ type: SendEstimateInput, required: true }) }),
  run: ({ actor }, { input }) =>
    sendEstimate(actor, { ...input, estimateId: idOf(input.estimateId, 'Estimate') }),
  success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, { estimate: Estimate; delivery: Delivery }>) => ({
    estimate: t.field({
      type: EstimateType,
      description: 'The estimate after the email was queued.',
      resolve: ({ estimate }) => estimate,
    }),
    ...deliveryField(t),
  }),
  errors: [InvalidInput, NotFound, InvalidState],
});

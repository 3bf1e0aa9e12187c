import type { InputFieldBuilder, ObjectRef } from '@pothos/core';
import { EstimateType } from '../estimates/graphql.ts';
import type { Delivery, Estimate } from '../generated/prisma/client.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { DeliveryKindEnum, DeliveryStateEnum } from '../graphql/enums.ts';
import { addMutation } from '../graphql/mutations.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import type { Mailbox as MailboxShape } from '../mail/message.ts';
import { StatementInterface } from '../statements/graphql.ts';
import { type SentKind, STATEMENT_KINDS, type StatementRows } from '../statements/statement-kind.ts';
import { InvalidInput, InvalidState, NotFound } from '../values/errors.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import { loadDeliveriesOf, loadDelivery } from './loaders.ts';
import { MAX_MAILBOXES } from './mailbox.ts';
import { sendEstimate } from './send-estimate.ts';
import { type InvoiceDelivery, sendInvoice } from './send-invoice.ts';
import { sendInvoiceReminder } from './send-invoice-reminder.ts';

const Mailbox = builder.objectRef<MailboxShape>('Mailbox').implement({
  description: 'A recipient of an email.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'The display name.' }),
    email: t.expose('email', { type: 'EmailAddress', description: 'The email address.' }),
  }),
});

const mailboxes = (stored: Delivery['recipients']) => stored as unknown as MailboxShape[];

const DeliveryType = builder.prismaObject('Delivery', {
  description: 'An email about a statement or a payment: queued, sent or failed.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Delivery', id) }),
    kind: t.expose('kind', { type: DeliveryKindEnum, description: 'What the email is about.' }),
    state: t.expose('state', { type: DeliveryStateEnum, description: 'How far the delivery is.' }),
    recipients: t.field({
      type: [Mailbox],
      description: `The recipients, at most ${MAX_MAILBOXES}.`,
      resolve: ({ recipients }) => mailboxes(recipients),
    }),
    blindCopies: t.field({
      type: [Mailbox],
      description: `The recipients that the others do not see, at most ${MAX_MAILBOXES}.`,
      resolve: ({ blindCopies }) => mailboxes(blindCopies),
    }),
    subject: t.exposeString('subject', {
      description: 'The subject, with the values of its placeholders.',
    }),
    message: t.exposeString('message', {
      description: 'The plain text of the email, with the values of its placeholders.',
    }),
    attachment: t.exposeBoolean('attachment', {
      description: 'Whether the statement is attached as a PDF.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description:
        'Why the last attempt failed, in the words of the mail server if it responded. For a sent email, the recipients that ' +
        'the mail server rejected. Null if every recipient was accepted, and before the first attempt.',
    }),
    attempts: t.exposeInt('attempts', {
      description: 'The number of attempts so far, the current one included.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the email was queued.' }),
    sentAt: t.expose('sentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the mail server accepted the email. Null if it has not.',
    }),
  }),
});
registerNode('Delivery', { ability: 'STATEMENTS_READ', load: loadDelivery });

const DeliveryConnection = pageType('Delivery', DeliveryType);
const DELIVERIES = 'The emails about the statement, its reminders and receipts, oldest first.';

builder.interfaceField(StatementInterface, 'deliveries', (t) =>
  t.field({ type: DeliveryConnection, nullable: true, description: DELIVERIES, args: pageArgs(t.arg) }),
);

const SENT_TYPES: { [Kind in SentKind]: ObjectRef<Types, StatementRows[Kind]> } = {
  Invoice: InvoiceType,
  Estimate: EstimateType,
};

function addDeliveries<Kind extends SentKind>(kind: Kind): void {
  builder.objectField(SENT_TYPES[kind], 'deliveries', (t) =>
    t.field({
      type: DeliveryConnection,
      nullable: true,
      description: DELIVERIES,
      args: pageArgs(t.arg),
      resolve: ({ id }, args, context) =>
        loadDeliveriesOf(context, { column: STATEMENT_KINDS[kind].ownerColumn, id }, args),
    }),
  );
}
for (const kind of Object.keys(SENT_TYPES) as SentKind[]) addDeliveries(kind);

// ---------------------------------------------------------------- mutations

const MailboxInput = builder.inputType('MailboxInput', {
  description: 'A recipient of an email.',
  fields: (t) => ({
    name: t.string({ description: 'The display name. At most 255 characters.' }),
    email: t.field({ type: 'EmailAddress', required: true, description: 'The email address.' }),
  }),
});

const MessageInput = builder.inputType('MessageInput', {
  description:
    "The email to send. Omitted texts come from the message template of the account in the connection's language. " +
    'Texts may contain placeholders such as `{{statementNo}}`: see `MessageTemplate`.',
  fields: (t) => ({
    recipients: t.field({
      type: [MailboxInput],
      description:
        `The recipients, at least one and at most ${MAX_MAILBOXES}. ` +
        "Defaults to the connection's contacts, or to its `businessEmail` if it has none.",
    }),
    blindCopies: t.field({
      type: [MailboxInput],
      description: `Recipients that the others do not see, at most ${MAX_MAILBOXES}. Defaults to none.`,
    }),
    subject: t.string({
      description: 'The subject, in one line of at most 255 characters. Defaults to that of the template.',
    }),
    message: t.string({
      description:
        'The plain text of the email, at most 10,000 characters. Defaults to that of the template.',
    }),
    attachment: t.boolean({ defaultValue: false, description: 'Whether to attach the statement as a PDF.' }),
  }),
});

const messageField = (t: InputFieldBuilder<Types, 'InputObject'>) => ({
  message: t.field({
    type: MessageInput,
    description: "The email. Defaults to the account's message template, sent to the connection's contacts.",
  }),
});

const SendInvoiceInput = builder.inputType('SendInvoiceInput', {
  description: 'An invoice to send, and the email to send it with.',
  fields: (t) => ({
    invoiceId: t.id({ required: true, description: 'The ID of the invoice to send.' }),
    ...messageField(t),
  }),
});
const SendInvoiceReminderInput = builder.inputType('SendInvoiceReminderInput', {
  description: 'An invoice to remind the client of, and the email to do it with.',
  fields: (t) => ({
    invoiceId: t.id({ required: true, description: 'The ID of the invoice to remind the client of.' }),
    ...messageField(t),
  }),
});
const SendEstimateInput = builder.inputType('SendEstimateInput', {
  description: 'An estimate to send, and the email to send it with.',
  fields: (t) => ({
    estimateId: t.id({ required: true, description: 'The ID of the estimate to send.' }),
    ...messageField(t),
  }),
});

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

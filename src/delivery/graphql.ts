import type { ObjectRef } from '@pothos/core';
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
import { type SentKind, STATEMENT_KINDS } from '../statements/statement-kind.ts';
import { InvalidInput, InvalidState, NotFound } from '../values/errors.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import { loadDeliveriesOf, loadDelivery } from './loaders.ts';
import { MAX_MAILBOXES } from './mailbox.ts';
import { sendEstimate } from './send-estimate.ts';
import { type InvoiceDelivery, sendInvoice } from './send-invoice.ts';
import { sendInvoiceReminder } from './send-invoice-reminder.ts';

const Mailbox = builder.objectRef<MailboxShape>('Mailbox').implement({
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true }),
    email: t.expose('email', { type: 'EmailAddress' }),
  }),
});

const mailboxes = (stored: Delivery['recipients']) => stored as unknown as MailboxShape[];

const DeliveryType = builder.prismaObject('Delivery', {
  description: 'One email sent, or being sent, for a statement or a receipt.',
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Delivery', id) }),
    kind: t.expose('kind', { type: DeliveryKindEnum }),
    state: t.expose('state', { type: DeliveryStateEnum }),
    recipients: t.field({
      type: [Mailbox],
      description: `At most ${MAX_MAILBOXES}.`,
      resolve: ({ recipients }) => mailboxes(recipients),
    }),
    blindCopies: t.field({
      type: [Mailbox],
      description: `At most ${MAX_MAILBOXES}.`,
      resolve: ({ blindCopies }) => mailboxes(blindCopies),
    }),
    subject: t.exposeString('subject'),
    message: t.exposeString('message'),
    attachment: t.exposeBoolean('attachment', { description: 'Whether the PDF goes with it.' }),
    error: t.exposeString('error', {
      nullable: true,
      description: "The mail server's words, where it refused: the reason of a failure, or of a wait.",
    }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    sentAt: t.expose('sentAt', { type: 'DateTime', nullable: true }),
  }),
});
registerNode('Delivery', { ability: 'STATEMENTS_READ', load: loadDelivery });

const DeliveryConnection = pageType('Delivery', DeliveryType);
const DELIVERIES = 'Its messages, reminders and receipts, oldest first.';

builder.interfaceField(StatementInterface, 'deliveries', (t) =>
  t.field({ type: DeliveryConnection, nullable: true, description: DELIVERIES, args: pageArgs(t.arg) }),
);

function addDeliveries<Row extends { id: string }>(ref: ObjectRef<Types, Row>, kind: SentKind): void {
  builder.objectField(ref, 'deliveries', (t) =>
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
addDeliveries(InvoiceType, 'Invoice');
addDeliveries(EstimateType, 'Estimate');

// ---------------------------------------------------------------- mutations

const MailboxInput = builder.inputType('MailboxInput', {
  fields: (t) => ({ name: t.string(), email: t.field({ type: 'EmailAddress', required: true }) }),
});

const MessageInput = builder.inputType('MessageInput', {
  description:
    "What is left out comes from the account's template; recipients default to the connection's contacts, or to its business address where it has none. " +
    'Placeholders such as `{{statementNo}}` are filled in, as in a template.',
  fields: (t) => ({
    recipients: t.field({ type: [MailboxInput] }),
    blindCopies: t.field({ type: [MailboxInput] }),
    subject: t.string(),
    message: t.string(),
    attachment: t.boolean({ defaultValue: false, description: 'Whether the PDF goes with it.' }),
  }),
});

const SendInvoiceInput = builder.inputType('SendInvoiceInput', {
  fields: (t) => ({ invoiceId: t.id({ required: true }), message: t.field({ type: MessageInput }) }),
});
const SendInvoiceReminderInput = builder.inputType('SendInvoiceReminderInput', {
  fields: (t) => ({ invoiceId: t.id({ required: true }), message: t.field({ type: MessageInput }) }),
});
const SendEstimateInput = builder.inputType('SendEstimateInput', {
  fields: (t) => ({ estimateId: t.id({ required: true }), message: t.field({ type: MessageInput }) }),
});

const invoiceFields = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, InvoiceDelivery>) => ({
  invoice: t.field({ type: InvoiceType, resolve: ({ invoice }) => invoice }),
  delivery: t.field({ type: DeliveryType, resolve: ({ delivery }) => delivery }),
});

addMutation('sendInvoice', {
  description: 'By email. It counts as sent from now on; sending it again changes no later state.',
  ability: 'STATEMENTS_SEND',
  args: (arg) => ({ input: arg({ type: SendInvoiceInput, required: true }) }),
  run: ({ actor }, { input }) =>
    sendInvoice(actor, { ...input, invoiceId: idOf(input.invoiceId, 'Invoice') }),
  success: invoiceFields,
  errors: [InvalidInput, NotFound, InvalidState],
});

addMutation('sendInvoiceReminder', {
  description: 'By email, of an invoice that was sent and is not paid.',
  ability: 'STATEMENTS_SEND',
  args: (arg) => ({ input: arg({ type: SendInvoiceReminderInput, required: true }) }),
  run: ({ actor }, { input }) =>
    sendInvoiceReminder(actor, { ...input, invoiceId: idOf(input.invoiceId, 'Invoice') }),
  success: invoiceFields,
  errors: [InvalidInput, NotFound, InvalidState],
});

addMutation('sendEstimate', {
  description: 'By email. It counts as sent from now on; one that has expired is refused.',
  ability: 'STATEMENTS_SEND',
  args: (arg) => ({ input: arg({ type: SendEstimateInput, required: true }) }),
  run: ({ actor }, { input }) =>
    sendEstimate(actor, { ...input, estimateId: idOf(input.estimateId, 'Estimate') }),
  success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, { estimate: Estimate; delivery: Delivery }>) => ({
    estimate: t.field({ type: EstimateType, resolve: ({ estimate }) => estimate }),
    delivery: t.field({ type: DeliveryType, resolve: ({ delivery }) => delivery }),
  }),
  errors: [InvalidInput, NotFound, InvalidState],
});

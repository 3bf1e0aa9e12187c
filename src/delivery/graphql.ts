import type { ObjectRef } from '@pothos/core';
import { EstimateType } from '../estimates/graphql.ts';
import type { Delivery } from '../generated/prisma/client.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { DeliveryKindEnum, DeliveryStateEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { InvoiceType } from '../invoices/graphql.ts';
import type { Mailbox as MailboxShape } from '../mail/message.ts';
import { StatementInterface } from '../statements/graphql-statement.ts';
import { type SentKind, STATEMENT_KINDS, type StatementRows } from '../statements/statement-kind.ts';
import { encodeId } from '../values/global-id.ts';
import { loadDeliveriesOf, loadDelivery } from './loaders.ts';
import { MAX_MAILBOXES } from './mailbox.ts';

const Mailbox = builder.objectRef<MailboxShape>('Mailbox').implement({
  description: 'A recipient of an email.',
  fields: (t) => ({
    name: t.exposeString('name', { nullable: true, description: 'The display name.' }),
    email: t.expose('email', { type: 'EmailAddress', description: 'The email address.' }),
  }),
});

const mailboxes = (stored: Delivery['recipients']) => stored as unknown as MailboxShape[];

export const DeliveryType = builder.prismaObject('Delivery', {
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

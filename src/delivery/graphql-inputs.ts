import type { InputFieldBuilder } from '@pothos/core';
import { builder, type Types } from '../graphql/builder.ts';
import { MAX_MAILBOXES } from './mailbox.ts';

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

export const SendInvoiceInput = builder.inputType('SendInvoiceInput', {
  description: 'An invoice to send, and the email to send it with.',
  fields: (t) => ({
    invoiceId: t.id({ required: true, description: 'The ID of the invoice to send.' }),
    ...messageField(t),
  }),
});
export const SendInvoiceReminderInput = builder.inputType('SendInvoiceReminderInput', {
  description: 'An invoice to remind the client of, and the email to do it with.',
  fields: (t) => ({
    invoiceId: t.id({ required: true, description: 'The ID of the invoice to remind the client of.' }),
    ...messageField(t),
  }),
});
export const SendEstimateInput = builder.inputType('SendEstimateInput', {
  description: 'An estimate to send, and the email to send it with.',
  fields: (t) => ({
    estimateId: t.id({ required: true, description: 'The ID of the estimate to send.' }),
    ...messageField(t),
  }),
});

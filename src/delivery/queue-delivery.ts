import { checkMessage, checkSubject } from '../accounts/check-template.ts';
import { findTemplate } from '../accounts/find-template.ts';
import { fillMessage } from '../accounts/placeholders.ts';
import type { Connection, Delivery, DeliveryKind } from '../generated/prisma/client.ts';
import type { Mailbox } from '../mail/message.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { ownerColumns } from '../statements/statement-kind.ts';
import { InputCheck } from '../values/input-check.ts';
import { checkMailboxes, type MailboxInput, withoutRepeats } from './mailbox.ts';
import { type Subject, subjectValues } from './subject-values.ts';

/** Omitted texts default to the account's template, omitted recipients to the connection's contacts. */
export interface MessageInput {
  recipients?: MailboxInput[] | null;
  blindCopies?: MailboxInput[] | null;
  subject?: string | null;
  message?: string | null;
  attachment?: boolean | null;
}

export interface NewDelivery {
  kind: DeliveryKind;
  subject: Subject;
  connection: Connection;
  /** For automatic reminders: the number of days after the due date. */
  reminderDay?: number;
}

/**
 * Queues a mail in the transaction of the change that it reports (an outbox). It is sent after the commit, and never
 * if the transaction is rolled back.
 * @throws {InvalidInput}
 */
export async function queueDelivery(
  unit: UnitOfWork,
  { kind, subject, connection, reminderDay }: NewDelivery,
  input: MessageInput = {},
): Promise<Delivery> {
  const { tx, actor, accountId, now } = unit;
  const given = checkInput(kind, input);
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  const { language } = connection;
  const template = await findTemplate(unit, { kind, documentKind: subject.kind, language });
  const values = subjectValues(actor.gateway.config, subject, {
    account,
    connection,
    language: template.language,
  });
  unit.wakeWorker();
  return tx.delivery.create({
    data: {
      accountId,
      id: actor.gateway.ids.uuid(),
      kind,
      ...referenceColumns(subject),
      reminderDay,
      recipients: (given.recipients ?? (await recipientsOf(unit, connection))) as object[],
      blindCopies: given.blindCopies as object[],
      ...fillMessage(
        { subject: given.subject ?? template.subject, message: given.message ?? template.message },
        values,
      ),
      attachment: given.attachment,
      nextAttemptAt: now,
      createdAt: now,
    },
  });
}

function checkInput(kind: DeliveryKind, input: MessageInput) {
  const check = new InputCheck();
  const { recipients, blindCopies, subject, message, attachment } = input;
  if (recipients?.length === 0) {
    check.add(['message', 'recipients'], 'REQUIRED', 'Give at least one recipient, or omit this field.');
  }
  const given = {
    recipients: recipients ? checkMailboxes(check, ['message', 'recipients'], recipients) : null,
    blindCopies: checkMailboxes(check, ['message', 'blindCopies'], blindCopies ?? []),
    subject: subject == null ? null : checkSubject(check, ['message', 'subject'], { kind, subject }),
    message: message == null ? null : checkMessage(check, ['message', 'message'], { kind, message }),
    attachment: attachment ?? false,
  };
  check.finish();
  return given;
}

/** Returns the connection's contacts; without contacts, its business address. */
async function recipientsOf({ tx, accountId }: UnitOfWork, connection: Connection): Promise<Mailbox[]> {
  const contacts = await tx.contact.findMany({
    where: { accountId, connectionId: connection.id },
    orderBy: [{ firstName: 'asc' }, { id: 'asc' }],
  });
  if (contacts.length === 0) return [{ name: connection.displayName, email: connection.businessEmail }];
  return withoutRepeats(
    contacts.map(({ firstName, lastName, email }) => ({
      name: [firstName, lastName].filter(Boolean).join(' '),
      email,
    })),
  );
}

function referenceColumns({ kind, statement, payment }: Subject) {
  return { ...ownerColumns({ kind, id: statement.id }), paymentId: payment?.id };
}

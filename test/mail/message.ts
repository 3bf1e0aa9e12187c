import { randomUUID } from 'node:crypto';
import type { MailMessage } from '../../src/mail/message.ts';

export const MAIL_FROM = 'billing@gateway.test';

/** A message like those that go out, with what the test says. */
export function mailMessage(changes: Partial<MailMessage> = {}): MailMessage {
  return {
    id: randomUUID(),
    from: { name: 'Example Inc', email: MAIL_FROM },
    replyTo: 'office@example.com',
    recipients: [{ name: 'Ada', email: 'ada@customer.test' }],
    blindCopies: [],
    subject: 'Invoice IN-001',
    text: 'Dear Ada,\n\nhere is your invoice.',
    language: 'EN_US',
    attachments: [],
    createdAt: new Date('2026-03-01T12:34:56Z'),
    ...changes,
  };
}

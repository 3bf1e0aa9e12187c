import { expect } from 'vitest';
import type { TestGateway } from '../support/gateway.ts';

/** The message that Hiveage's requests to deliver a statement carry, as it is given here. */
export const letter = {
  recipients: [
    { name: 'Peter', email: 'peter@example.com' },
    { name: 'Sam', email: 'sam@example.com' },
  ],
  blindCopies: [{ name: 'Jane', email: 'jane@example.com' }],
  subject: 'Message subject',
  message: 'Message content',
  attachment: true,
};

/** What its readers get of it. Of blind copies it says nothing. */
export const shownLetter = {
  to: ['Peter <peter@example.com>', 'Sam <sam@example.com>'],
  text: 'Message content',
};

/** The one mail with a subject, and of what kind each attachment is. */
export async function readLetter(gateway: TestGateway, subject: string): Promise<object> {
  const mails = (await gateway.readMails()).filter((mail) => mail.subject === subject);
  expect(mails).toHaveLength(1);
  const { to, text, attachments } = mails[0]!;
  return {
    to: to?.map(({ name, address }) => `${name} <${address}>`),
    text: text?.trim(),
    attachments: attachments.map(({ mimeType, filename }) => `${mimeType}: ${filename}`),
  };
}

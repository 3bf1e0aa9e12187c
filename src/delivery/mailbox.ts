import type { Mailbox } from '../mail/message.ts';
import type { InputCheck } from '../values/input-check.ts';

export interface MailboxInput {
  name?: string | null;
  email: string;
}

export const MAX_MAILBOXES = 50;

export function checkMailboxes(check: InputCheck, path: string[], inputs: MailboxInput[]): Mailbox[] {
  check.count(path, inputs, MAX_MAILBOXES);
  return inputs.map(({ name, email }, index) => ({
    name: check.optionalLine([...path, index, 'name'], name),
    email: check.email([...path, index, 'email'], email),
  }));
}

/** Keeps each address once, with the first name given for it. */
export function withoutRepeats(mailboxes: Mailbox[]): Mailbox[] {
  const byAddress = new Map<string, Mailbox>();
  for (const mailbox of mailboxes) {
    const address = mailbox.email.toLowerCase();
    if (!byAddress.has(address)) byAddress.set(address, mailbox);
  }
  return [...byAddress.values()].slice(0, MAX_MAILBOXES);
}

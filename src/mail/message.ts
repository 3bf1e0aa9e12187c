import type { Language } from '../values/money.ts';

/** A message's recipient. */
export interface Mailbox {
  name: string | null;
  email: string;
}

/** One outgoing message, whose addresses are checked already. */
export interface MailMessage {
  /** The delivery's UUID. It determines the Message-ID, so that every attempt is the same message. */
  id: string;
  from: { name: string; email: string };
  replyTo: string | null;
  recipients: Mailbox[];
  /** Recipients that the others do not see. */
  blindCopies: Mailbox[];
  subject: string;
  /** Plain text; the HTML alternative is generated from it. */
  text: string;
  language: Language;
  attachments: MailAttachment[];
  createdAt: Date;
}

export interface MailAttachment {
  filename: string;
  /** Such as `application/pdf`, without parameters. */
  contentType: string;
  content: Buffer;
}

/** A recipient that the server rejected while it accepted others. */
export interface RejectedRecipient {
  email: string;
  /** The server's response, in one line. */
  error: string;
}

/**
 * The result of one attempt. Once the server accepts the message for any recipient it is sent: a retry would send
 * it twice to those. So the result is `ok`, with the recipients that the server rejected.
 */
export type SendResult =
  | { ok: true; rejected: RejectedRecipient[] }
  | {
      ok: false;
      /** Whether the server permanently rejected this message; any other failure may be temporary. */
      isPermanent: boolean;
      /** The server's response with its code: one line, at most 500 characters, without credentials. */
      error: string;
    };

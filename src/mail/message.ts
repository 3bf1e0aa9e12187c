import type { Language } from '../values/money.ts';

/** Whom a message goes to. */
export interface Mailbox {
  name: string | null;
  email: string;
}

/** One message as it leaves the gateway; whoever makes it has checked its addresses. */
export interface MailMessage {
  /** A delivery's UUID. It makes the Message-ID, so that every attempt at a delivery is the same message. */
  id: string;
  from: { name: string; email: string };
  replyTo: string | null;
  recipients: Mailbox[];
  /** They get the message, and nobody sees that they do. */
  blindCopies: Mailbox[];
  subject: string;
  /** Plain text; an HTML alternative is made of it. */
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

/** A recipient that the server would not take while it took others. */
export interface RefusedRecipient {
  email: string;
  /** The server's words, one line. */
  error: string;
}

/**
 * How one attempt went. Once the server has taken the message for any recipient it has gone: trying again
 * would send it twice to those. So that is `ok`, and whom the server refused is told besides.
 */
export type SendResult =
  | { ok: true; refused: RefusedRecipient[] }
  | {
      ok: false;
      /** Whether the server refused this very message; everything else may be better the next time. */
      isPermanent: boolean;
      /** The server's words with their code: one line, at most 500 characters, no credentials. */
      error: string;
    };

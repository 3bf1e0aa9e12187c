import type { MailComposerOptions } from 'nodemailer/lib/mail-composer';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { InputCheck } from '../values/input-check.ts';
import type { MailAttachment, Mailbox, MailMessage } from './message.ts';
import { writeHtml } from './write-html.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const MAX_NAME = 255;

/**
 * Composes a message for nodemailer, with its envelope. Blind copies are in the envelope only. Bounces go to
 * `mailFrom`, which is the operator's.
 * @throws {Error} for values that a header cannot hold: callers must have checked them
 */
export function composeMessage(message: MailMessage, mailFrom: string): MailComposerOptions {
  // The id is also a file name.
  if (!UUID.test(message.id)) throw new Error('The id of a message must be a UUID.');
  if (message.recipients.length === 0) throw new Error('A message must have a recipient.');
  const to = message.recipients.map(readMailbox);
  const blind = message.blindCopies.map(readMailbox);
  const subject = oneLine(message.subject);
  const text = message.text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
  return {
    envelope: { from: [{ name: '', address: readEmail(mailFrom) }], to: [...to, ...blind].map(withoutName) },
    messageId: `<${message.id}@${mailFrom.slice(mailFrom.lastIndexOf('@') + 1)}>`,
    date: message.createdAt,
    from: [readMailbox(message.from)],
    replyTo: message.replyTo === null ? undefined : [{ name: '', address: readEmail(message.replyTo) }],
    to,
    headers: {
      Subject: { prepared: true, foldLines: true, value: encodeText(subject) },
      // RFC 3834: prevents automatic replies such as out-of-office notices.
      'Auto-Submitted': 'auto-generated',
    },
    text,
    html: writeHtml({ text, title: subject, language: message.language }),
    attachments: message.attachments.map(readAttachment),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

type Address = { name: string; address: string };

const withoutName = ({ address }: Address): Address => ({ name: '', address });

function readMailbox({ name, email }: Mailbox): Address {
  // Many mail programs decode encoded words (RFC 2047) even within quotes, and would display another name.
  const displayName = oneLine(name ?? '').replaceAll('=?', '= ?');
  return { name: cut(displayName, MAX_NAME), address: readEmail(email) };
}

/** Applies the callers' own rule but never trims, so that the address sent is the address checked. */
function readEmail(email: string): string {
  const check = new InputCheck();
  if (check.email([], email) !== email || check.issues.length > 0) {
    throw new Error(`${JSON.stringify(email)} is not an email address.`);
  }
  return email;
}

function readAttachment({ filename, contentType, content }: MailAttachment) {
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(contentType)) {
    throw new Error(`${JSON.stringify(contentType)} is not a content type.`);
  }
  const safeName = cut(oneLine(filename).replace(/[/\\?]/g, '-'), MAX_NAME);
  return { filename: safeName, contentType, content, contentTransferEncoding: 'base64' };
}

/** Makes text safe for a header: replaces every character that any mail program treats as a line break. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ')
    .trim();
}

/** Truncates between characters, not within a surrogate pair. Trims the end, as some mail programs would. */
export function cut(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}

/** Returns printable ASCII unchanged; otherwise encodes as in RFC 2047, which also makes the line foldable. */
function encodeText(line: string): string {
  if (/^[ -~]*$/.test(line) && !line.includes('=?') && !/[^ ]{60}/.test(line)) return line;
  const latin = line.match(/[ -~]/g)?.length ?? 0;
  return encodeWord(line, latin * 2 > line.length ? 'Q' : 'B', 52);
}

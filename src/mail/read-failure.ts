import type { NodemailerError } from 'nodemailer/lib/errors';
import { cut, oneLine } from './compose.ts';
import type { RefusedRecipient, SendResult } from './message.ts';

const MAX_ERROR = 500;

const OF_THE_MESSAGE = ['MAIL FROM', 'RCPT TO', 'DATA'];

// RFC 4954: the gateway is not let in. The operator can help that, and the message is none the worse for it.
const NOT_LET_IN = [530, 534, 535, 538];

/** Tells a message that the server refuses for good from a server that has trouble, or is not there. */
export function readFailure(failure: unknown, secrets: readonly string[]): SendResult {
  const error = failure as NodemailerError;
  // Set where every recipient was refused, each in its own words.
  const refusals = error.rejectedErrors ?? [];
  return {
    ok: false,
    isPermanent: (refusals.length > 0 ? refusals : [error]).every(isOfTheMessage),
    error:
      refusals.length > 1
        ? shorten(refusals.map((refusal) => `${refusal.recipient}: ${wordsOf(refusal)}`).join('; '), secrets)
        : shorten(wordsOf(refusals[0] ?? error), secrets),
  };
}

/** The recipients that were refused, by the addresses the caller knows them by. */
export function readRefusals(
  refusals: readonly NodemailerError[],
  { emails, secrets }: { emails: readonly string[]; secrets: readonly string[] },
): RefusedRecipient[] {
  return refusals.map((refusal) => {
    // nodemailer writes domains in small letters.
    const known = emails.find((email) => email.toLowerCase() === refusal.recipient?.toLowerCase());
    return { email: known ?? refusal.recipient ?? '', error: shorten(wordsOf(refusal), secrets) };
  });
}

/** Whether a reply 5xx was given to the message; one that came before it is about the gateway. */
function isOfTheMessage({ command = '', permanent, responseCode = 0 }: NodemailerError): boolean {
  return OF_THE_MESSAGE.includes(command) && permanent === true && !NOT_LET_IN.includes(responseCode);
}

function wordsOf(error: NodemailerError): string {
  if (error.code === 'EABORT') return 'The mail server did not finish in time.';
  if (error.response && OF_THE_MESSAGE.includes(error.command ?? '')) return error.response;
  // With what the gateway was at: "Invalid login: 535 …". The last ones are for an error without a message, as
  // that of a host whose several addresses are all dead.
  return error.message || error.originalCode || error.code || 'Sending failed.';
}

// Hidden before it is cut, or half a password would stay.
function shorten(words: string, secrets: readonly string[]): string {
  const hidden = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), words);
  return cut(oneLine(hidden), MAX_ERROR);
}

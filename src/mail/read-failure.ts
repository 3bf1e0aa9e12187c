import type { NodemailerError } from 'nodemailer/lib/errors';
import { cut, oneLine } from './compose.ts';
import type { RejectedRecipient, SendResult } from './message.ts';

const MAX_ERROR = 500;

const MESSAGE_COMMANDS = ['MAIL FROM', 'RCPT TO', 'DATA'];

// RFC 4954: authentication failed. The operator can fix that, and the message itself is not at fault.
const AUTH_CODES = [530, 534, 535, 538];

/** Distinguishes a message that the server permanently rejects from a server that fails or is unreachable. */
export function readFailure(failure: unknown, secrets: readonly string[]): SendResult {
  const error = failure as NodemailerError;
  // Set if the server rejected every recipient, each with its own response.
  const rejections = error.rejectedErrors ?? [];
  return {
    ok: false,
    isPermanent: (rejections.length > 0 ? rejections : [error]).every(isAboutMessage),
    error:
      rejections.length > 1
        ? shorten(
            rejections.map((rejection) => `${rejection.recipient}: ${responseOf(rejection)}`).join('; '),
            secrets,
          )
        : shorten(responseOf(rejections[0] ?? error), secrets),
  };
}

/** Returns the rejected recipients by the addresses that the caller used. */
export function readRejections(
  rejections: readonly NodemailerError[],
  { emails, secrets }: { emails: readonly string[]; secrets: readonly string[] },
): RejectedRecipient[] {
  return rejections.map((rejection) => {
    // nodemailer lowercases domains.
    const known = emails.find((email) => email.toLowerCase() === rejection.recipient?.toLowerCase());
    return { email: known ?? rejection.recipient ?? '', error: shorten(responseOf(rejection), secrets) };
  });
}

/** Whether a 5xx reply is about the message; an earlier one is about the gateway. */
function isAboutMessage({ command = '', permanent, responseCode = 0 }: NodemailerError): boolean {
  return MESSAGE_COMMANDS.includes(command) && permanent === true && !AUTH_CODES.includes(responseCode);
}

function responseOf(error: NodemailerError): string {
  if (error.code === 'EABORT') return 'The mail server timed out.';
  if (error.response && MESSAGE_COMMANDS.includes(error.command ?? '')) return error.response;
  // The message includes the failed step: "Invalid login: 535 …". An error may have no message, such as for a host
  // whose addresses are all unreachable.
  return error.message || error.originalCode || error.code || 'Sending failed.';
}

// Redacts before it truncates, or half a password would remain.
function shorten(response: string, secrets: readonly string[]): string {
  const redacted = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), response);
  return cut(oneLine(redacted), MAX_ERROR);
}

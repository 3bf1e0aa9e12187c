import { createTransport } from 'nodemailer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { ConfigError } from '../platform/config.ts';
import { composeMessage } from './compose.ts';
import type { MailMessage, SendResult } from './message.ts';
import { readFailure, readRefusals } from './read-failure.ts';

/** How long the mail server may take, in milliseconds. */
export interface MailTimeLimits {
  connectionMs: number;
  greetingMs: number;
  /** Of silence. */
  socketMs: number;
  /** Of one attempt altogether; a server that trickles is never silent. */
  attemptMs: number;
}

/**
 * Sends over SMTP. What the address says behind a `?`, such as `requireTLS=true` or `tls.rejectUnauthorized=false`,
 * are nodemailer's options. Without them STARTTLS is used where the server has it.
 */
export function openMailServer({
  url,
  mailFrom,
  limits,
}: {
  url: string;
  mailFrom: string;
  limits: MailTimeLimits;
}) {
  const server = readServer(url);
  const pool = createTransport({
    maxConnections: 3,
    // One more try over a new connection, and only where not a byte of the message has gone.
    maxRequeues: 1,
    // Below what servers allow: one that hangs up on us would cost a try.
    idleTimeout: 10_000,
    connectionTimeout: limits.connectionMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.socketMs,
    ...server,
    pool: true,
  });
  const secrets = secretsOf({ ...server.auth, url, mailFrom });
  const underWay = new Set<Promise<SendResult>>();

  async function attempt(message: MailMessage): Promise<SendResult> {
    const mail = composeMessage(message, mailFrom);
    const emails = [...message.recipients, ...message.blindCopies].map(({ email }) => email);
    try {
      const signal = AbortSignal.timeout(limits.attemptMs);
      const { rejectedErrors = [] } = await pool.sendMail({ ...mail, signal });
      return { ok: true, refused: readRefusals(rejectedErrors, { emails, secrets }) };
    } catch (error) {
      return readFailure(error, secrets);
    }
  }

  return {
    destination: destinationOf(url),

    send(message: MailMessage): Promise<SendResult> {
      const result = attempt(message);
      underWay.add(result);
      const leave = () => underWay.delete(result);
      result.then(leave, leave);
      return result;
    },

    /** Messages on their way arrive first: cut off, they would be sent again. Those that wait fail. */
    async close(): Promise<void> {
      pool.close();
      await Promise.allSettled(underWay);
    },
  };
}

/** @throws {ConfigError} for a host that is none; nodemailer's own error would show the whole address */
function readServer(url: string) {
  try {
    return parseConnectionUrl(url);
  } catch {
    throw new ConfigError('SMTP_URL must name a mail server, such as smtps://user:password@host:465.');
  }
}

function destinationOf(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return `${protocol}//${hostname}:${port || (protocol === 'smtps:' ? 465 : 587)}`;
}

/** The login in every form in which a server might say it back. */
function secretsOf({
  user = '',
  pass = '',
  url,
  mailFrom,
}: {
  user?: string;
  pass?: string;
  url: string;
  mailFrom: string;
}): string[] {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const { password } = new URL(url);
  const secrets = [`\0${user}\0${pass}`, pass, user].map(base64).concat(password, pass);
  // Every message shows its sender's address; hiding it would only hide what the server says.
  if (user !== mailFrom) secrets.push(user);
  return secrets.filter((secret) => secret !== '');
}

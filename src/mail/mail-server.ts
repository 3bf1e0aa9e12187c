import { createTransport } from 'nodemailer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { ConfigError } from '../platform/config.ts';
import { composeMessage } from './compose.ts';
import type { MailMessage, SendResult } from './message.ts';
import { readFailure, readRejections } from './read-failure.ts';

/** Timeouts of the mail server, in milliseconds. */
export interface MailTimeLimits {
  connectionMs: number;
  greetingMs: number;
  /** Without data from the server. */
  socketMs: number;
  /** For one whole attempt, as a server that trickles data never reaches `socketMs`. */
  attemptMs: number;
}

/**
 * Sends over SMTP. The URL's query parameters, such as `requireTLS=true` or `tls.rejectUnauthorized=false`, are
 * nodemailer's options. By default STARTTLS is used if the server supports it.
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
    // Retries once over a new connection, only if no byte of the message was sent.
    maxRequeues: 1,
    // Shorter than servers' own limits: a server that closes the connection would cost an attempt.
    idleTimeout: 10_000,
    connectionTimeout: limits.connectionMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.socketMs,
    ...server,
    pool: true,
  });
  const secrets = secretsOf({ ...server.auth, url, mailFrom });
  const inFlight = new Set<Promise<SendResult>>();

  async function attempt(message: MailMessage): Promise<SendResult> {
    const mail = composeMessage(message, mailFrom);
    const emails = [...message.recipients, ...message.blindCopies].map(({ email }) => email);
    try {
      const signal = AbortSignal.timeout(limits.attemptMs);
      const { rejectedErrors = [] } = await pool.sendMail({ ...mail, signal });
      return { ok: true, rejected: readRejections(rejectedErrors, { emails, secrets }) };
    } catch (error) {
      return readFailure(error, secrets);
    }
  }

  return {
    destination: destinationOf(url),

    send(message: MailMessage): Promise<SendResult> {
      const result = attempt(message);
      inFlight.add(result);
      const leave = () => inFlight.delete(result);
      result.then(leave, leave);
      return result;
    },

    /** Waits for messages in flight, which would be sent twice if interrupted. Queued messages fail. */
    async close(): Promise<void> {
      pool.close();
      await Promise.allSettled(inFlight);
    },
  };
}

/** @throws {ConfigError} for an invalid host; nodemailer's own error would expose the whole URL */
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

/** Returns the credentials in every form that a server might echo. */
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
  // Every message contains its sender's address: redacting it would only obscure the server's response.
  if (user !== mailFrom) secrets.push(user);
  return secrets.filter((secret) => secret !== '');
}

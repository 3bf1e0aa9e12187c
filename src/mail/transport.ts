import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { openMailFolder } from './mail-folder.ts';
import { type MailTimeLimits, openMailServer } from './mail-server.ts';
import type { MailMessage, SendResult } from './message.ts';

export type { SendResult } from './message.ts';

export interface MailTransport {
  /** Where messages go, for the operator at the start; without the login. */
  readonly destination: string;
  /**
   * Makes one attempt to hand a message over.
   * @throws {Error} for a message that cannot be one: an address that is none, no recipient
   */
  send(message: MailMessage): Promise<SendResult>;
  close(): Promise<void>;
}

const TIME_LIMITS: MailTimeLimits = {
  connectionMs: 10_000,
  greetingMs: 10_000,
  socketMs: 30_000,
  attemptMs: 120_000,
};

/** The way out for messages: the mail server, or files in the data directory where there is none. */
export function openMailTransport(
  { smtpUrl, mailFrom, dataDir }: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>,
  limits: Partial<MailTimeLimits> = {},
): MailTransport {
  return smtpUrl
    ? openMailServer({ url: smtpUrl, mailFrom, limits: { ...TIME_LIMITS, ...limits } })
    : openMailFolder({ folder: join(dataDir, 'mail'), mailFrom });
}

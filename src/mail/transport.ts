import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { openMailFolder } from './mail-folder.ts';
import { type MailTimeLimits, openMailServer } from './mail-server.ts';
import type { MailMessage, SendResult } from './message.ts';

export type { SendResult } from './message.ts';

export interface MailTransport {
  /** Where messages go, without credentials; shown to the operator at startup. */
  readonly destination: string;
  /**
   * Makes one attempt to send a message.
   * @throws {Error} for an invalid message, such as one with an invalid address or without a recipient
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

/** Opens the mail server, or a folder in the data directory if none is configured. */
export function openMailTransport(
  { smtpUrl, mailFrom, dataDir }: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>,
  limits: Partial<MailTimeLimits> = {},
): MailTransport {
  return smtpUrl
    ? openMailServer({ url: smtpUrl, mailFrom, limits: { ...TIME_LIMITS, ...limits } })
    : openMailFolder({ folder: join(dataDir, 'mail'), mailFrom });
}

import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import { composeMessage, oneLine } from './compose.ts';
import type { MailMessage, SendResult } from './message.ts';

/** Writes messages as files that any mail program opens, for development without a mail server. */
export function openMailFolder({ folder, mailFrom }: { folder: string; mailFrom: string }) {
  return {
    destination: folder,

    async send(message: MailMessage): Promise<SendResult> {
      const mail = composeMessage(message, mailFrom);
      // A file has no envelope to show them. nodemailer omits an empty header.
      const blindCopies = message.blindCopies.map(({ email }) => email).join(', ');
      const headers = { ...mail.headers, 'X-Blind-Copies': blindCopies };
      try {
        await writeWhole(
          join(folder, `${message.id}.eml`),
          await new MailComposer({ ...mail, headers }).compile().build(),
        );
        return { ok: true, rejected: [] };
      } catch (error) {
        return { ok: false, isPermanent: false, error: oneLine((error as Error).message).slice(0, 500) };
      }
    },

    async close(): Promise<void> {},
  };
}

/** Writes atomically, so that the folder has complete messages only, which only the gateway's user may read. */
async function writeWhole(file: string, content: Buffer): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.tmp`;
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  try {
    await writeFile(unfinished, content, { mode: 0o600, flag: 'wx' });
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

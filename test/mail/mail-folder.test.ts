import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, onTestFinished, test } from 'vitest';
import { openMailTransport } from '../../src/mail/transport.ts';
import { MAIL_FROM, mailMessage } from './message.ts';

async function openFolder() {
  const dataDir = await mkdtemp(join(tmpdir(), 'mail-folder-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const transport = openMailTransport({ smtpUrl: undefined, mailFrom: MAIL_FROM, dataDir });
  return { dataDir, folder: join(dataDir, 'mail'), transport };
}

test('without a mail server a message is a file, whole', async () => {
  const { folder, transport } = await openFolder();
  const message = mailMessage({
    recipients: [{ name: 'Jürgen', email: 'j@customer.test' }],
    blindCopies: [
      { name: null, email: 'books@secret.test' },
      { name: 'Boss', email: 'boss@secret.test' },
    ],
    attachments: [
      { filename: 'a.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7 \0\xff') },
    ],
  });
  expect(transport.destination).toBe(folder);
  expect(await transport.send(message)).toEqual({ ok: true, rejected: [] });

  expect(await readdir(folder)).toEqual([`${message.id}.eml`]);
  const mail = await PostalMime.parse(await readFile(join(folder, `${message.id}.eml`)));
  expect(mail.messageId).toBe(`<${message.id}@gateway.test>`);
  expect(mail.to).toMatchObject([{ name: 'Jürgen', address: 'j@customer.test' }]);
  expect(mail.subject).toBe('Invoice IN-001');
  expect(mail.text?.trim()).toBe('Dear Ada,\n\nhere is your invoice.');
  expect(Buffer.from(mail.attachments[0]!.content as ArrayBuffer)).toEqual(Buffer.from('%PDF-1.7 \0\xff'));
  expect(mail.headers.find(({ key }) => key === 'x-blind-copies')?.value).toBe(
    'books@secret.test, boss@secret.test',
  );
});

test('only the gateway may read it', async () => {
  const { folder, transport } = await openFolder();
  const message = mailMessage();
  await transport.send(message);
  expect((await stat(join(folder, `${message.id}.eml`))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test('a second attempt leaves one file, and nothing of the making', async () => {
  const { folder, transport } = await openFolder();
  const message = mailMessage();
  await Promise.all([transport.send(message), transport.send(message)]);
  await transport.send({ ...message, subject: 'Once more' });
  expect(await readdir(folder)).toEqual([`${message.id}.eml`]);
  const mail = await PostalMime.parse(await readFile(join(folder, `${message.id}.eml`)));
  expect(mail.subject).toBe('Once more');
});

test('whoever reads a file while it is written anew reads one message to its end', async () => {
  const { folder, transport } = await openFolder();
  const message = mailMessage({ subject: 'The first' });
  await transport.send(message);
  await using reader = await open(join(folder, `${message.id}.eml`));
  await transport.send({ ...message, subject: 'The second' });
  expect((await PostalMime.parse(await reader.readFile())).subject).toBe('The first');
});

test('a message without blind copies says nothing of them', async () => {
  const { folder, transport } = await openFolder();
  const message = mailMessage();
  await transport.send(message);
  expect(await readFile(join(folder, `${message.id}.eml`), 'utf8')).not.toMatch(/blind/i);
});

test('a folder that cannot be written is a temporary failure', async () => {
  const { folder, transport } = await openFolder();
  await writeFile(folder, 'in the way');
  expect(await transport.send(mailMessage())).toEqual({
    ok: false,
    isPermanent: false,
    error: expect.stringMatching(/EEXIST|ENOTDIR/),
  });
});

test('a file that cannot be put in its place is a temporary failure, and leaves nothing', async () => {
  const { folder, transport } = await openFolder();
  const message = mailMessage();
  await mkdir(join(folder, `${message.id}.eml`), { recursive: true });
  expect(await transport.send(message)).toMatchObject({ ok: false, isPermanent: false });
  expect(await readdir(folder)).toEqual([`${message.id}.eml`]);
});

test('a message that cannot be one is refused, and no file made', async () => {
  const { dataDir, transport } = await openFolder();
  await expect(transport.send(mailMessage({ id: '../escaped' }))).rejects.toThrow(/must be a UUID/);
  expect(await readdir(dataDir)).toEqual([]);
});

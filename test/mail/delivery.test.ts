import { describe, expect, test } from 'vitest';
import { openTransport, startMailServer } from './mail-server.ts';
import { MAIL_FROM, mailMessage } from './message.ts';

describe('a message', () => {
  test('arrives whole', async () => {
    const server = await startMailServer();
    const content = Buffer.from(Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));
    const message = mailMessage({
      from: { name: 'Müller & Söhne, GmbH', email: MAIL_FROM },
      recipients: [
        { name: '山田　太郎', email: 'taro@customer.test' },
        { name: null, email: 'office@customer.test' },
      ],
      subject: 'Rechnung für „März“ 🧾',
      text: 'Grüße,\r\n\r\n.\r\nA dot of its own. = And 100% =3D.\n',
      attachments: [{ filename: 'Rechnung für März.pdf', contentType: 'application/pdf', content }],
    });
    expect(await openTransport(server).send(message)).toEqual({ ok: true, rejected: [] });

    expect(server.received).toHaveLength(1);
    const { from, to, mail } = server.received[0]!;
    expect({ from, to }).toEqual({ from: MAIL_FROM, to: ['taro@customer.test', 'office@customer.test'] });
    expect(mail.from).toMatchObject({ name: 'Müller & Söhne, GmbH', address: MAIL_FROM });
    expect(mail.to).toMatchObject([
      { name: '山田　太郎', address: 'taro@customer.test' },
      { name: '', address: 'office@customer.test' },
    ]);
    expect(mail.replyTo).toMatchObject([{ name: '', address: 'office@example.com' }]);
    expect(mail.subject).toBe('Rechnung für „März“ 🧾');
    expect(mail.text?.trimEnd()).toBe('Grüße,\n\n.\nA dot of its own. = And 100% =3D.');
    expect(mail.html).toContain('<p style=');
    expect(mail.date).toBe('2026-03-01T12:34:56.000Z');
    expect(mail.attachments).toMatchObject([
      { filename: 'Rechnung für März.pdf', mimeType: 'application/pdf', disposition: 'attachment' },
    ]);
    expect(Buffer.from(mail.attachments[0]!.content as ArrayBuffer).equals(content)).toBe(true);
  });

  test('says that a machine sent it, and nothing else of what sent it', async () => {
    const server = await startMailServer();
    await openTransport(server).send(mailMessage());
    const { headers } = server.received[0]!.mail;
    expect(headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
    expect(headers.map(({ key }) => key).toSorted()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'reply-to',
      'subject',
      'to',
    ]);
  });

  test.each([
    ['long lines', `${'word '.repeat(400)}\n${'w'.repeat(2000)}`],
    ['blanks at the ends of lines', `${'word '.repeat(40)}\n  next \n\n> no quote\nFrom here`],
    ['other writings', '請求書をお送りします。\nСчёт — 12 €'.repeat(100)],
  ])('arrives as it is with %s', async (_what, text) => {
    const server = await startMailServer();
    await openTransport(server).send(mailMessage({ text }));
    const { mail, raw } = server.received[0]!;
    expect(mail.text?.replace(/\n$/, '')).toBe(text);
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n', -1)
          .map((line) => line.length),
      ),
    ).toBeLessThan(999);
    expect(raw.toString('latin1')).not.toContain('format=flowed');
  });

  test('has no Reply-To where there is none', async () => {
    const server = await startMailServer();
    await openTransport(server).send(mailMessage({ replyTo: null }));
    expect(server.received[0]!.mail.replyTo).toBeUndefined();
  });

  test('is the same message in every attempt', async () => {
    const server = await startMailServer();
    const transport = openTransport(server);
    const message = mailMessage({ id: '0193a1b2-0000-7000-8000-00000000beef' });
    await transport.send(message);
    await transport.send(message);
    expect(server.received.map(({ mail }) => mail.messageId)).toEqual([
      '<0193a1b2-0000-7000-8000-00000000beef@gateway.test>',
      '<0193a1b2-0000-7000-8000-00000000beef@gateway.test>',
    ]);
  });

  test('goes to those in blind copy, and shows nobody that it does', async () => {
    const server = await startMailServer();
    const blindCopies = [{ name: 'The Books', email: 'books@secret.test' }];
    await openTransport(server).send(mailMessage({ blindCopies }));
    const { to, raw } = server.received[0]!;
    expect(to).toEqual(['ada@customer.test', 'books@secret.test']);
    expect(raw.toString('latin1')).not.toMatch(/secret|The Books|^bcc|blind/im);
  });

  test('goes once to one who is named twice', async () => {
    const server = await startMailServer();
    const ada = { name: null, email: 'ada@customer.test' };
    await openTransport(server).send(mailMessage({ recipients: [ada], blindCopies: [ada] }));
    expect(server.received.map(({ to }) => to)).toEqual([['ada@customer.test']]);
  });

  test('that many send at once arrives once each', async () => {
    const server = await startMailServer();
    const transport = openTransport(server);
    const messages = Array.from({ length: 20 }, (_, index) => mailMessage({ subject: `Invoice ${index}` }));
    const results = await Promise.all(messages.map((message) => transport.send(message)));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(server.received.map(({ mail }) => mail.messageId).toSorted()).toEqual(
      messages.map(({ id }) => `<${id}@gateway.test>`).toSorted(),
    );
  });
});

import fc from 'fast-check';
import type { Address } from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { MailMessage } from '../../src/mail/message.ts';
import { HOSTILE_TEXTS, inOneLine } from './hostile-texts.ts';
import { openTransport, type Received, startMailServer } from './mail-server.ts';
import { MAIL_FROM, mailMessage } from './message.ts';

/** The text wherever a header shows what somebody wrote. */
function messageOf(text: string): MailMessage {
  return mailMessage({
    from: { name: text, email: MAIL_FROM },
    recipients: [
      { name: text, email: 'ada@customer.test' },
      { name: null, email: 'office@customer.test' },
    ],
    blindCopies: [{ name: text, email: 'books@customer.test' }],
    subject: text,
    text: 'The text.',
    attachments: [{ filename: `${text}.pdf`, contentType: 'application/pdf', content: Buffer.from('%PDF') }],
  });
}

const mailboxes = (list: Address | Address[] | undefined) =>
  [list ?? []].flat().map(({ name, address }) => ({ name, address }));

/** All that a reader gets of a message that a text of somebody's could change. */
function readAll({ from, to, raw, mail }: Received) {
  return {
    envelope: { from, to },
    headers: mail.headers.map(({ key }) => key).toSorted(),
    from: mailboxes(mail.from),
    to: mailboxes(mail.to),
    subject: mail.subject ?? '',
    text: mail.text?.trim(),
    attachments: mail.attachments.map(({ filename, mimeType }) => ({ filename, mimeType })),
    // Lines that no server cuts, of signs that every server passes.
    isPlain: /^([ -~\t]{0,998}\r\n)*$/.test(`${raw.toString('latin1').split('\r\n\r\n')[0]}\r\n`),
  };
}

function cutAt255(text: string): string {
  const cut = text.slice(0, 255);
  return (cut.isWellFormed() ? cut : cut.slice(0, -1)).trimEnd();
}

function expectedOf(text: string): ReturnType<typeof readAll> {
  const line = inOneLine(text);
  const name = cutAt255(line.replaceAll('=?', '= ?'));
  const filename = cutAt255(inOneLine(`${text}.pdf`).replace(/[/\\?]/g, '-'));
  const headers = [
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'reply-to',
  ];
  return {
    envelope: { from: MAIL_FROM, to: ['ada@customer.test', 'office@customer.test', 'books@customer.test'] },
    headers: line === '' ? [...headers, 'to'] : [...headers, 'subject', 'to'],
    from: [{ name, address: MAIL_FROM }],
    to: [
      { name, address: 'ada@customer.test' },
      { name: '', address: 'office@customer.test' },
    ],
    subject: line,
    text: 'The text.',
    attachments: [{ filename, mimeType: 'application/pdf' }],
    isPlain: true,
  };
}

describe('a text of somebody’s, in every header that shows one, changes nothing else', () => {
  test('when it is meant to', async () => {
    const server = await startMailServer();
    const transport = openTransport(server);
    for (const text of HOSTILE_TEXTS) {
      expect(await transport.send(messageOf(text)), JSON.stringify(text)).toMatchObject({ ok: true });
      expect(readAll(server.received.at(-1)!), JSON.stringify(text)).toEqual(expectedOf(text));
    }
    expect(server.received).toHaveLength(HOSTILE_TEXTS.length);
  });

  test('whatever it is', async () => {
    const server = await startMailServer();
    const transport = openTransport(server);
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(...'\r\n\0 \t"\\<>@,;:()=?_.Qqé', 'utf-8', 'Bcc:', '\u2028', '\ud83e'),
      }),
      fc.constantFrom(...HOSTILE_TEXTS),
    );
    const anyText = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        await transport.send(messageOf(text));
        expect(readAll(server.received.at(-1)!)).toEqual(expectedOf(text));
      }),
      { numRuns: 300 },
    );
  });
});

test('a line that begins in a subject does not begin in the message', async () => {
  const server = await startMailServer();
  await openTransport(server).send(mailMessage({ subject: 'a\r\nBcc: evil@x.test\u2028b =?utf-8?Q?=41?=' }));
  expect(server.received[0]!.mail.subject).toBe('a Bcc: evil@x.test b =?utf-8?Q?=41?=');
  expect(server.received[0]!.mail.bcc).toBeUndefined();
});

describe('an address that is none is sent nothing', () => {
  const NO_ADDRESSES = [
    '',
    'a',
    'a@localhost',
    'a@b.test, c@d.test',
    'a@b.test;c@d.test',
    'a@b.test c@d.test',
    'a@b.test>\r\nRCPT TO:<x@y.test',
    'a@b.test\r\nBcc: x@y.test',
    'a@b.test\r\n',
    ' a@b.test',
    'a@b.test\0',
    '<a@b.test>',
    'A <a@b.test>',
    '"a b"@c.test',
    '"x@y.test>, <z"@c.test',
    'a@b@c.test',
    'a@[127.0.0.1]',
    'a@b.test\u2028',
    'ä@b.test',
    'a@ä.test',
    'a@b.test(comment)',
  ];
  const places: Record<string, (email: string) => Partial<MailMessage>> = {
    recipient: (email) => ({ recipients: [{ name: null, email }] }),
    'blind copy': (email) => ({ blindCopies: [{ name: null, email }] }),
    sender: (email) => ({ from: { name: 'Example', email } }),
    'reply address': (email) => ({ replyTo: email }),
  };

  test.each(Object.keys(places))('as a %s', async (place) => {
    const server = await startMailServer();
    const transport = openTransport(server);
    for (const email of NO_ADDRESSES) {
      const sent = transport.send(mailMessage(places[place]!(email)));
      await expect(sent, JSON.stringify(email)).rejects.toThrow(`${JSON.stringify(email)} is not an email`);
    }
    expect(server.received).toEqual([]);
    // The same message with an address goes.
    await transport.send(mailMessage(places[place]!("o'neil+a.b@sub.customer.test")));
    expect(server.received).toHaveLength(1);
  });
});

describe('nothing is sent', () => {
  test.each<[string, Partial<MailMessage>, RegExp]>([
    ['to nobody', { recipients: [] }, /must have a recipient/],
    ['with an id that is a path', { id: '../../etc/passwd' }, /must be a UUID/],
    [
      'with a content type that says more',
      { attachments: [{ filename: 'a', contentType: 'a/b\r\nBcc: x@y.test', content: Buffer.from('') }] },
      /is not a content type/,
    ],
  ])('%s', async (_what, changes, error) => {
    const server = await startMailServer();
    await expect(openTransport(server).send(mailMessage(changes))).rejects.toThrow(error);
    expect(server.received).toEqual([]);
  });
});

test('a long subject is folded', async () => {
  const server = await startMailServer();
  const subject = `${'Mahnung für die Rechnung '.repeat(8)}und ${'w'.repeat(300)}`;
  await openTransport(server).send(mailMessage({ subject }));
  const head = server.received[0]!.raw.toString('latin1').split('\r\n\r\n')[0]!;
  expect(Math.max(...head.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
  expect(server.received[0]!.mail.subject).toBe(subject);
});

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openMailTransport } from '../../src/mail/transport.ts';
import { ConfigError } from '../../src/platform/config.ts';
import { openTransport, refusal, refuseAt, startMailServer } from './mail-server.ts';
import { MAIL_FROM, mailMessage } from './message.ts';

describe('the login', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const FORMS = [
    'mailer-9f',
    's3cret:w/rd',
    's3cret%3Aw%2Frd',
    base64('mailer-9f'),
    base64('s3cret:w/rd'),
    base64('\0mailer-9f\0s3cret:w/rd'),
  ];

  test.each(['AUTH', 'MAIL FROM', 'RCPT TO', 'some RCPT TO'])(
    'said back at %s stays hidden',
    async (stage) => {
      const error = refusal(535, `not with ${FORMS.join(' or ')}!`);
      const server = await startMailServer(
        stage === 'AUTH'
          ? { onAuth: (_auth, _session, callback) => callback(error) }
          : stage === 'some RCPT TO'
            ? {
                onRcptTo: ({ address }, _session, callback) =>
                  callback(address.startsWith('no') ? error : null),
              }
            : refuseAt(stage, error),
      );
      const transport = openTransport({ ...server, login: 'mailer-9f:s3cret%3Aw%2Frd' });
      const recipients = ['ada', 'no'].map((name) => ({ name: null, email: `${name}@customer.test` }));
      const said = JSON.stringify(await transport.send(mailMessage({ recipients })));
      expect(said).toContain(`not with ${Array(6).fill('***').join(' or ')}!`);
      for (const form of FORMS) expect(said).not.toContain(form);
    },
  );

  test('is not cut in half by the length of an error', async () => {
    const server = await startMailServer({
      onAuth: (_auth, _session, callback) => callback(refusal(535, `${'x'.repeat(475)} s3cret:w/rd`)),
    });
    const transport = openTransport({ ...server, login: 'mailer-9f:s3cret%3Aw%2Frd' });
    expect(await transport.send(mailMessage())).toMatchObject({ error: expect.stringMatching(/x \*\*\*$/) });
  });

  test('is not hidden where it is the address that every message shows', async () => {
    const server = await startMailServer(refuseAt('MAIL FROM', refusal(550, `${MAIL_FROM} is blocked`)));
    const transport = openTransport({ ...server, login: `${encodeURIComponent(MAIL_FROM)}:s3cret` });
    expect(await transport.send(mailMessage())).toMatchObject({ error: `550 ${MAIL_FROM} is blocked` });
  });

  test('is no part of the destination', () => {
    const transport = openTransport({ port: 2525, login: 'mailer-9f:s3cret%3Aw%2Frd', options: '?name=a' });
    expect(transport.destination).toBe('smtp://127.0.0.1:2525');
  });

  test('is not shown where the address cannot be used', () => {
    const open = () =>
      openMailTransport({
        smtpUrl: 'smtp://mailer-9f:s3cret@a%00b',
        mailFrom: MAIL_FROM,
        dataDir: '/nowhere',
      });
    expect(open).toThrow(ConfigError);
    expect(inspect(caught(open))).not.toMatch(/s3cret|mailer-9f/);
  });
});

function caught(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

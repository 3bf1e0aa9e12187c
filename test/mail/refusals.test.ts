import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, test } from 'vitest';
import {
  answerSmtp,
  openTransport,
  refusal,
  refuseAt,
  startBareServer,
  startMailServer,
} from './mail-server.ts';
import { mailMessage } from './message.ts';

describe('a refusal', () => {
  test.each([
    ['MAIL FROM', 550, true],
    ['MAIL FROM', 451, false],
    ['RCPT TO', 550, true],
    ['RCPT TO', 450, false],
    ['DATA', 554, true],
    ['DATA', 452, false],
    ['DATA', 421, false],
    // The session got into disorder; the message is not to blame.
    ['MAIL FROM', 503, false],
    // A login is asked for: the operator's to mend.
    ['MAIL FROM', 530, false],
    ['the greeting', 554, false],
  ])('at %s with %i: permanent %s', async (stage, code, isPermanent) => {
    const server = await startMailServer(refuseAt(stage, refusal(code, 'I will not')));
    const result = await openTransport(server).send(mailMessage());
    expect(result).toEqual({
      ok: false,
      isPermanent,
      error: expect.stringMatching(
        stage === 'the greeting' ? /^Invalid greeting.*: 554 I will not/ : `^${code} I will not$`,
      ),
    });
  });

  test('is told in one line of 500 characters at most', async () => {
    const server = await startBareServer((socket) =>
      answerSmtp(socket, (line) => {
        if (!line.startsWith('RCPT')) return false;
        socket.write(`550-5.7.1 I will not\tand\r\n550-5.7.1 ${'really '.repeat(100)}\r\n550 5.7.1 not\r\n`);
        return true;
      }),
    );
    const result = await openTransport(server).send(mailMessage());
    if (result.ok) throw new Error('It was taken.');
    expect(result.error).toMatch(
      /^550-5\.7\.1 I will not and 550-5\.7\.1 (really )*(r|re|rea|real|reall|really)?$/,
    );
    expect(result.error).toHaveLength(500);
  });
});

describe('of several recipients', () => {
  const CODES: Record<string, number> = { gone: 550, full: 452, moved: 551 };
  const choosy: SMTPServerOptions = {
    onRcptTo({ address }, _session, callback) {
      const code = CODES[address.split('@')[0]!];
      callback(code ? refusal(code, 'not this one') : null);
    },
  };
  const to = (...names: string[]) => names.map((name) => ({ name: null, email: `${name}@Customer.test` }));

  test('some are refused: the message has gone, and who did not get it is told', async () => {
    const server = await startMailServer(choosy);
    const message = mailMessage({ recipients: to('ada', 'gone'), blindCopies: to('full') });
    expect(await openTransport(server).send(message)).toEqual({
      ok: true,
      rejected: [
        { email: 'gone@Customer.test', error: '550 not this one' },
        { email: 'full@Customer.test', error: '452 not this one' },
      ],
    });
    expect(server.received.map((received) => received.to)).toEqual([['ada@customer.test']]);
  });

  test.each([
    [['gone', 'moved'], true],
    [['gone', 'full'], false],
    [['full', 'gone'], false],
  ])('all are refused, %j: permanent %s', async (names, isPermanent) => {
    const server = await startMailServer(choosy);
    const result = await openTransport(server).send(mailMessage({ recipients: to(...names) }));
    expect(result).toEqual({
      ok: false,
      isPermanent,
      error: names.map((name) => `${name}@customer.test: ${CODES[name]} not this one`).join('; '),
    });
    expect(server.received).toEqual([]);
  });
});

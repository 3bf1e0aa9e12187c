import { describe, expect, test } from 'vitest';
import { answerSmtp, openTransport, startBareServer, startMailServer } from './mail-server.ts';
import { mailMessage } from './message.ts';

describe('the server', () => {
  test('is told the login of the address, with its signs', async () => {
    const server = await startMailServer({ authOptional: false });
    const transport = openTransport({ ...server, login: 'mail%40er:p%40ss%3Aw%2Frd' });
    expect(await transport.send(mailMessage())).toMatchObject({ ok: true });
    expect(server.received[0]!.login).toBe('mail@er:p@ss:w/rd');
  });

  test('gets the message without TLS where it has none', async () => {
    const server = await startMailServer();
    expect(await openTransport(server).send(mailMessage())).toMatchObject({ ok: true });
    expect(server.received[0]!.secure).toBe(false);
  });

  test('gets it over STARTTLS where it offers that', async () => {
    const server = await startMailServer({ disabledCommands: [] });
    const transport = openTransport({ ...server, options: '?tls.rejectUnauthorized=false' });
    expect(await transport.send(mailMessage())).toMatchObject({ ok: true });
    expect(server.received[0]!.secure).toBe(true);
  });

  test('that hangs up on an idle connection gets the next message over a new one', async () => {
    const talks: string[][] = [];
    const server = await startBareServer((socket) => {
      const talk: string[] = [];
      talks.push(talk);
      answerSmtp(socket, (line) => {
        talk.push(line);
        const isAgain = line.startsWith('MAIL') && talk.includes('.');
        if (isAgain) socket.destroy();
        return isAgain;
      });
    });
    const transport = openTransport(server);
    expect(await transport.send(mailMessage())).toEqual({ ok: true, rejected: [] });
    expect(await transport.send(mailMessage())).toEqual({ ok: true, rejected: [] });
    expect(
      talks.map((talk) => [talk.filter((line) => line === '.').length, talk.at(-1)?.slice(0, 4)]),
    ).toEqual([
      [1, 'MAIL'],
      [1, '.'],
    ]);
  });

  test('that hangs up behind the message, without a word, gets it once', async () => {
    let bodies = 0;
    const server = await startBareServer((socket) =>
      answerSmtp(socket, (line) => {
        if (line !== '.') return false;
        bodies += 1;
        socket.destroy();
        return true;
      }),
    );
    expect(await openTransport(server).send(mailMessage())).toMatchObject({ ok: false, isPermanent: false });
    expect(bodies).toBe(1);
  });
});

describe('closing', () => {
  test('lets a message arrive that is on its way', async () => {
    const underWay = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const server = await startMailServer({
      onRcptTo(_address, _session, callback) {
        underWay.resolve();
        void goOn.promise.then(() => callback());
      },
    });
    const transport = openTransport(server);
    const sent = transport.send(mailMessage());
    await underWay.promise;
    const closed = transport.close();
    goOn.resolve();
    await closed;
    expect(server.received).toHaveLength(1);
    expect(await sent).toMatchObject({ ok: true });
  });

  test('keeps a later message for another time', async () => {
    const transport = openTransport(await startMailServer());
    await transport.close();
    expect(await transport.send(mailMessage())).toEqual({
      ok: false,
      isPermanent: false,
      error: 'Connection pool was closed',
    });
  });

  test('ends the connections', async () => {
    const ended = Promise.withResolvers<void>();
    const server = await startMailServer({ onClose: () => ended.resolve() });
    const transport = openTransport(server);
    await transport.send(mailMessage());
    await transport.close();
    await ended.promise;
  });
});

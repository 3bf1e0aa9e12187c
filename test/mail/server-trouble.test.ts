import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openMailTransport } from '../../src/mail/transport.ts';
import { openTransport, refusal, startBareServer, startMailServer } from './mail-server.ts';
import { MAIL_FROM, mailMessage } from './message.ts';

describe('a server with trouble of its own', () => {
  // Far less than what the gateway waits when it is not told otherwise.
  const TOO_LONG_MS = 5_000;
  const temporary = (error: RegExp) => ({
    ok: false,
    isPermanent: false,
    error: expect.stringMatching(error),
  });

  test('is not there', async () => {
    const { port } = await closedPort();
    expect(await openTransport({ port }).send(mailMessage())).toEqual(temporary(/ECONNREFUSED/));
  });

  test('has no address', async () => {
    const transport = openMailTransport({
      smtpUrl: 'smtp://mail.invalid',
      mailFrom: MAIL_FROM,
      dataDir: '/nowhere',
    });
    expect(await transport.send(mailMessage())).toEqual(temporary(/mail\.invalid|DNS|EAI_|ENOTFOUND|time/i));
    await transport.close();
  });

  test(
    'takes the connection and says nothing',
    async () => {
      const server = await startBareServer(() => {});
      const transport = openTransport(server, { greetingMs: 50, connectionMs: 60_000 });
      expect(await transport.send(mailMessage())).toEqual(temporary(/greeting/i));
    },
    TOO_LONG_MS,
  );

  test(
    'takes the connection and does not begin with TLS',
    async () => {
      const server = await startBareServer(() => {});
      const transport = openTransport({ ...server, protocol: 'smtps' }, { connectionMs: 50 });
      expect(await transport.send(mailMessage())).toEqual(temporary(/connection timeout/i));
    },
    TOO_LONG_MS,
  );

  test(
    'greets and then falls silent',
    async () => {
      const server = await startBareServer((socket) => socket.write('220 bare\r\n'));
      const transport = openTransport(server, { socketMs: 50 });
      expect(await transport.send(mailMessage())).toEqual(temporary(/timeout/i));
    },
    TOO_LONG_MS,
  );

  test(
    'trickles, and never finishes',
    async () => {
      const server = await startBareServer((socket) => {
        socket.write('220 bare\r\n');
        const trickle = setInterval(() => socket.write('250-more\r\n'), 10);
        socket.on('close', () => clearInterval(trickle));
      });
      const transport = openTransport(server, { attemptMs: 200 });
      expect(await transport.send(mailMessage())).toEqual(temporary(/timed out/));
    },
    TOO_LONG_MS,
  );

  test('hangs up at once', async () => {
    const server = await startBareServer((socket) => socket.destroy());
    expect(await openTransport(server).send(mailMessage())).toEqual(temporary(/connection/i));
  });

  test('speaks something else', async () => {
    const server = await startBareServer((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(await openTransport(server).send(mailMessage())).toEqual(temporary(/SSH-2\.0/));
  });

  test('shows a certificate that nobody signed', async () => {
    const server = await startMailServer({ disabledCommands: [] });
    expect(await openTransport(server).send(mailMessage())).toEqual(temporary(/certificate/));
    expect(server.received).toEqual([]);
  });

  test('has no STARTTLS where it is required', async () => {
    const server = await startMailServer();
    const transport = openTransport({ ...server, options: '?requireTLS=true' });
    expect(await transport.send(mailMessage())).toEqual(temporary(/STARTTLS/));
    expect(server.received).toEqual([]);
  });

  test('does not take the login', async () => {
    const server = await startMailServer({
      onAuth: (_auth, _session, callback) => callback(refusal(535, 'Wrong login')),
    });
    const transport = openTransport({ ...server, login: 'mailer:wrong' });
    expect(await transport.send(mailMessage())).toEqual(temporary(/^Invalid login: 535 Wrong login$/));
  });

  test('wants a login where there is none', async () => {
    const server = await startMailServer({ authOptional: false });
    expect(await openTransport(server).send(mailMessage())).toEqual(temporary(/^530 /));
  });

  async function closedPort() {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise<void>((resolve) => server.close(() => resolve()));
    return { port };
  }
});

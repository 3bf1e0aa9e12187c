import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { openMailTransport } from '../../src/mail/transport.ts';
import { MAIL_FROM } from './message.ts';

/** What the server was given. */
export interface Received {
  from: string;
  to: string[];
  raw: Buffer;
  mail: Email;
  secure: boolean;
  login: unknown;
}

/** An SMTP server in this process. It takes everything, from everyone, unless the test says otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    // Else it warns of its certificate, which everybody has.
    logger: false,
    closeTimeout: 1,
    onAuth: (auth, _session, callback) => callback(null, { user: `${auth.username}:${auth.password}` }),
    onData(stream, session, callback) {
      void buffer(stream).then(async (raw) => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          mail: await PostalMime.parse(raw),
          secure: session.secure,
          login: session.user,
        });
        callback();
      });
    },
    ...options,
  });
  // A client that hangs up, as some tests have it do.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { received, port: (server.server.address() as AddressInfo).port };
}

/** A server that speaks no SMTP of its own: the test does. */
export async function startBareServer(talk: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { port: (server.address() as AddressInfo).port };
}

/** Answers as a server does that takes everything, unless the test answers itself by returning true. */
export function answerSmtp(socket: Socket, answer: (line: string) => boolean): void {
  const answers: Record<string, string> = { DATA: '354 go on', QUIT: '221 bye' };
  let inBody = false;
  socket.write('220 bare\r\n');
  createInterface(socket).on('line', (line) => {
    if (inBody && line !== '.') return;
    inBody = line === 'DATA';
    if (!answer(line)) socket.write(`${answers[line] ?? '250 ok'}\r\n`);
  });
}

/** A way out to a server of this process; it is closed after the test. */
export function openTransport(
  to: { port: number; protocol?: 'smtp' | 'smtps'; login?: string; options?: string },
  limits: Parameters<typeof openMailTransport>[1] = {},
) {
  const login = to.login === undefined ? '' : `${to.login}@`;
  const smtpUrl = `${to.protocol ?? 'smtp'}://${login}127.0.0.1:${to.port}${to.options ?? ''}`;
  const transport = openMailTransport({ smtpUrl, mailFrom: MAIL_FROM, dataDir: '/nowhere' }, limits);
  onTestFinished(() => transport.close());
  return transport;
}

/** Has a server refuse at a stage of a delivery. */
export function refuseAt(stage: string, error: Error): SMTPServerOptions {
  switch (stage) {
    case 'the greeting':
      return { onConnect: (_session, callback) => callback(error) };
    case 'MAIL FROM':
      return { onMailFrom: (_address, _session, callback) => callback(error) };
    case 'RCPT TO':
      return { onRcptTo: (_address, _session, callback) => callback(error) };
    case 'DATA':
      return { onData: (stream, _session, callback) => stream.resume().on('end', () => callback(error)) };
    default:
      throw new Error(stage);
  }
}

/** A refusal for the handlers of the server, in its own words. */
export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

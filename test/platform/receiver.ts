import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createBareServer, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createServer as createTlsServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';

/** Not every container does. */
export const hasIPv6 = Object.values(networkInterfaces()).some((one) =>
  one?.some(({ address }) => address === '::1'),
);

/** A listener on this host, and what came to it. */
export interface Receiver {
  port: number;
  /** How many connections were made so far. */
  connections: () => number;
  /** How many of them are there now. */
  open: () => number;
}

/** One that speaks TCP alone: what it says is the test's. */
export function receive(
  talk: (socket: Socket) => void = (socket) => void socket.resume(),
  host = '127.0.0.1',
): Promise<Receiver> {
  return listen(createBareServer(talk), host);
}

export function receiveTls(options: TlsOptions, talk: (socket: TLSSocket) => void): Promise<Receiver> {
  const server = createTlsServer(options, (socket) => {
    socket.on('error', () => {});
    talk(socket);
  });
  // Of clients that do not trust it.
  server.on('tlsClientError', () => {});
  return listen(server);
}

export function receiveHttp(answer: RequestListener): Promise<Receiver> {
  return listen(createServer(answer));
}

/** Answers the first bytes that come. */
export function answering(answer: string): (socket: Socket) => void {
  return (socket) => void socket.once('data', () => socket.write(answer));
}

/** A port of this host on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createBareServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listen(server: Server, host = '127.0.0.1'): Promise<Receiver> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    open: () => sockets.size,
  };
}

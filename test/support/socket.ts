import { once } from 'node:events';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { Answer } from './caller.ts';

// The WebSocket as it is, message by message, for what a client would not do.

const sockets: WebSocket[] = [];

/** Hangs up all that a test has opened. */
export function hangUpAll(): void {
  for (const socket of sockets.splice(0)) socket.terminate();
}

export interface OpenOptions {
  path?: string;
  protocols?: string[];
  headers?: Record<string, string>;
}

/** A socket to the gateway, on which nothing has been said yet. */
export async function openSocket(
  url: string,
  { path = '/graphql', protocols = ['graphql-transport-ws'], headers = {} }: OpenOptions = {},
): Promise<WebSocket> {
  const socket = new WebSocket(new URL(path, url.replace('http', 'ws')), protocols, { headers });
  socket.setMaxListeners(50);
  sockets.push(socket);
  await once(socket, 'open');
  return socket;
}

export function say(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}

async function nextMessage(socket: WebSocket): Promise<Answer> {
  const [data] = await once(socket, 'message');
  return JSON.parse(data.toString());
}

export async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close');
  return code;
}

/** A socket that is let in. */
export async function enterSocket(url: string, token: string): Promise<WebSocket> {
  const socket = await openSocket(url);
  say(socket, { type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  expect(await nextMessage(socket)).toEqual({ type: 'connection_ack' });
  return socket;
}

/** Runs one operation, and collects what it is answered until its end. */
export async function run(socket: WebSocket, payload: object, id = 'one'): Promise<Answer[]> {
  const messages: Answer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    const hear = (data: Buffer) => {
      const message = JSON.parse(data.toString());
      if (message.id !== id) return;
      messages.push(message);
      if (message.type === 'next') return;
      socket.off('message', hear);
      resolve();
    };
    socket.on('message', hear);
    socket.once('close', (code) => reject(new Error(`Closed with ${code}.`)));
  });
  say(socket, { id, type: 'subscribe', payload });
  await ended;
  return messages;
}

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';

/** A request as it came in. */
export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How one is answered: 204 where nothing is said. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** Answered only once this is there: never, for one that hangs. */
  after?: Promise<void>;
  /** Hangs up without an answer. */
  drops?: boolean;
}

/** A server of somebody else's that webhooks are sent to. */
export interface Receiver {
  url: string;
  received: Received[];
  /** How many requests to a path it has at the moment, and had at the most. */
  open(path?: string): { now: number; most: number };
  /** Answers what comes from now on. */
  answer(reply: Reply | ((request: Received) => Reply)): void;
  stop(): Promise<void>;
}

export const NEVER = new Promise<void>(() => {});

/** To be stopped by the test file that started it. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const counts = new Map<string, { now: number; most: number }>();
  let replyTo: (request: Received) => Reply = () => ({});

  function openAt(path: string) {
    const count = counts.get(path) ?? { now: 0, most: 0 };
    counts.set(path, count);
    return count;
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url: path, headers } = incoming;
    const request = { method: method!, path: path!, headers, body: await text(incoming) };
    received.push(request);
    const count = openAt(request.path);
    count.now += 1;
    count.most = Math.max(count.most, count.now);
    response.on('close', () => {
      count.now -= 1;
    });
    const { status = 204, headers: ours = {}, after, drops } = replyTo(request);
    await after;
    if (drops) response.destroy();
    else response.writeHead(status, ours).end();
  }

  const server = createServer((request, response) => void serve(request, response).catch(() => {}));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    open: (path = '/hooks') => openAt(path),
    answer(reply) {
      replyTo = typeof reply === 'function' ? reply : () => reply;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/**
 * What a request says, once its signature was verified as receivers do it.
 * @throws where it was not signed with the secret, or another time than its own is near `now`
 */
export function verify(secret: string, { headers, body }: Received, now: Date) {
  // The package goes by the machine's time, the gateway in a test by its own.
  vi.useFakeTimers({ toFake: ['Date'], now });
  try {
    return new Webhook(secret).verify(body, headers as Record<string, string>) as Payload;
  } finally {
    vi.useRealTimers();
  }
}

export interface Payload {
  type: string;
  timestamp: string;
  sequence: number;
  data: Record<string, string>;
}

import type { Answer, Caller } from '../support/caller.ts';
import { post } from '../support/post.ts';
import { enterSocket, run } from '../support/socket.ts';

export interface Told {
  data?: Answer;
  errors?: { message: string; extensions?: Record<string, Answer> }[];
  /** All that was answered, as it was sent. */
  text: string;
}

/** Asks something over one of the ways to the gateway; with the caller's key. */
export type Ask = (caller: Caller, request: object) => Promise<Told>;

const keyOf = ({ token }: Caller) => ({ authorization: `Bearer ${token}` });

async function overHttp(caller: Caller, request: object): Promise<Told> {
  const { json, text } = await post(caller.url, request, keyOf(caller));
  return { ...(json as Told | null), text };
}

async function overSse(caller: Caller, request: object): Promise<Told> {
  const { text } = await post(caller.url, request, { ...keyOf(caller), accept: 'text/event-stream' });
  const [, data] = /^data: (.+)$/m.exec(text) ?? [];
  return { ...JSON.parse(data ?? text), text };
}

async function overSocket(caller: Caller, request: object): Promise<Told> {
  const socket = await enterSocket(caller.url, caller.token);
  // The protocol wants a query, if only an empty one.
  const [message] = await run(socket, { query: '', ...request });
  socket.terminate();
  const told = message.type === 'error' ? { errors: message.payload } : message.payload;
  return { ...told, text: JSON.stringify(message) };
}

export const TRANSPORTS: [name: string, ask: Ask][] = [
  ['HTTP', overHttp],
  ['SSE', overSse],
  ['WebSocket', overSocket],
];

export const codesOf = ({ errors = [] }: Told): unknown[] => errors.map(({ extensions }) => extensions?.code);

/** Of what is inside, an answer may show nothing. */
export const INSIDE =
  /\b(?:SELECT|INSERT|UPDATE|DELETE) |relation "|syntax error at|\d\d[A-Z0-9]\d\d\b.*severity|prisma|node_modules|\n? {4}at |\.ts:\d|stack|ECONNREFUSED/i;

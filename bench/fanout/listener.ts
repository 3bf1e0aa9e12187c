import { randomBytes, randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { CLOSE, clientFrame, FrameReader, PING, PONG, TEXT } from './frames.ts';

/** The document of every listener. */
export const DOCUMENT =
  'subscription { paymentReceived { cursor payment { amount { amount currency } } ' +
  'invoice { statementNo totalDue { amount } connection { displayName } } } }';

/** What a listener is told of a payment. */
export interface PaymentReceived {
  cursor: string;
  payment: { amount: { amount: string; currency: string } };
  invoice: { statementNo: string; totalDue: { amount: string }; connection: { displayName: string } };
}

export interface Listener {
  index: number;
  socket: Socket;
  operationId: string;
  /** Whether it reads each message; otherwise it counts those that have an event's length. */
  reads: boolean;
  /** Messages since listening began in earnest. */
  received: number;
  /** The last event that it has read, and the length of the message that brought it. */
  last: PaymentReceived | undefined;
  lastBytes: number;
}

export interface Door {
  host: string;
  port: number;
  token: string;
  /** Whether the server tells each listener's operation by its own id. */
  ownIds: boolean;
}

/** What listeners are heard by. */
export interface Hearing {
  /** Lengths of the messages that hold an event, from and to. */
  eventBytes: [least: number, most: number];
  /** @param event where it was read */
  heard(listener: Listener, event: PaymentReceived | undefined): void;
  failed(error: Error): void;
}

// Sockets are read one after the other, so that all of them can read into the same bytes.
const BYTES = Buffer.allocUnsafe(256 * 1024);
const HEAD_END = '\r\n\r\n';

/** Opens a socket, says whose it is, and subscribes. Resolves once it is let in and has asked for its events. */
export function openListener(index: number, door: Door, hearing: Hearing): Promise<Listener> {
  return new Promise((resolve, reject) => {
    let head: string | null = '';
    const fail = (why: string) => {
      const error = new Error(why);
      reject(error);
      hearing.failed(error);
    };
    const say = (message: object) => socket.write(clientFrame(TEXT, Buffer.from(JSON.stringify(message))));
    const frames = new FrameReader({
      skips: (bytes) => !listener.reads && bytes >= hearing.eventBytes[0] && bytes <= hearing.eventBytes[1],
      skipped: () => hearing.heard(listener, undefined),
      read(opcode, payload) {
        if (opcode === PING) socket.write(clientFrame(PONG, payload));
        else if (opcode === CLOSE) fail(`closed a socket: ${payload.subarray(2)}`);
        else if (opcode === TEXT) {
          listener.lastBytes = payload.length;
          hear(JSON.parse(payload.toString()) as Message);
        }
      },
    });
    const hear = ({ type, id, payload }: Message) => {
      if (type === 'ping') return say({ type: 'pong' });
      if (type === 'connection_ack') {
        say({ id: listener.operationId, type: 'subscribe', payload: { query: DOCUMENT } });
        return resolve(listener);
      }
      const event = payload?.data?.paymentReceived;
      const mine = !door.ownIds || id === listener.operationId;
      if (type !== 'next' || !event || payload.errors || !mine) {
        return fail(`said ${JSON.stringify({ type, id, payload })}`);
      }
      listener.last = event;
      hearing.heard(listener, event);
    };
    const receive = (data: Buffer) => {
      if (head === null) return frames.take(data);
      head += data.toString('latin1');
      const end = head.indexOf(HEAD_END);
      if (end < 0) return;
      if (!head.startsWith('HTTP/1.1 101')) return fail(`answered ${head.slice(0, end)}`);
      const rest = Buffer.from(head.slice(end + HEAD_END.length), 'latin1');
      head = null;
      say({ type: 'connection_init', payload: { authorization: `Bearer ${door.token}` } });
      frames.take(rest);
    };
    const onread = {
      buffer: BYTES,
      callback(size: number) {
        try {
          receive(BYTES.subarray(0, size));
        } catch (error) {
          fail(`was not understood: ${error}`);
        }
        return true;
      },
    };
    const socket = connect({ host: door.host, port: door.port, noDelay: true, onread });
    const listener: Listener = {
      index,
      socket,
      operationId: randomUUID(),
      reads: true,
      received: 0,
      last: undefined,
      lastBytes: 0,
    };
    socket.on('connect', () => socket.write(handshake(door)));
    socket.on('error', (error) => fail(error.message));
    socket.on('end', () => fail('closed a connection'));
  });
}

interface Message {
  type: string;
  id?: string;
  payload?: { data?: { paymentReceived?: PaymentReceived | null } | null; errors?: unknown };
}

function handshake({ host, port }: Door): string {
  const lines = [
    'GET /graphql HTTP/1.1',
    `Host: ${host}:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Protocol: graphql-transport-ws',
  ];
  return lines.join('\r\n') + HEAD_END;
}

import type { Duplex } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import { maskErrors } from '../graphql/mask-errors.ts';
import type { Logger } from '../platform/log.ts';
import type { SerializedEvent } from './serialized-event.ts';
import type { Sink, Subscription } from './subscribe.ts';

/** So much may wait to be sent; the log keeps the rest. */
const MAX_WAITING_BYTES = 64 * 1024;

/**
 * Sends events straight to a socket, as the `next` messages of one operation of the graphql-ws protocol. Only the
 * operation's id differs from listener to listener.
 */
function socketSink({ socket, connection, operationId }: SocketWriter): Sink {
  const head = `{"id":${JSON.stringify(operationId)},"type":"next","payload":`;
  const send = ({ json }: SerializedEvent, onSent?: () => void) => socket.send(`${head}${json}}`, onSent);
  let drained = Promise.resolve();
  return {
    write(told) {
      if (socket.readyState !== socket.OPEN) return true;
      const isFull = socket.bufferedAmount >= MAX_WAITING_BYTES;
      // A write of its own for each is what they would cost most.
      if (told.length > 1) connection.cork();
      for (const event of told.slice(0, -1)) send(event);
      const last = told.at(-1)!;
      // Called also where the socket is closed meanwhile; the subscription ends by that.
      if (isFull) drained = new Promise((resolve) => send(last, resolve));
      else send(last);
      if (told.length > 1) connection.uncork();
      return !isFull;
    },
    drained: () => drained,
  };
}

/** Writes to the client of one operation. */
export interface SocketWriter {
  socket: WebSocket;
  /** What the socket's frames are written to. */
  connection: Duplex;
  operationId: string;
}

/**
 * A subscription as the graphql-ws server takes it: of all that is told it sees only the last result, if there is one.
 */
export function emitToSocket(
  subscription: Subscription,
  { writer, log }: { writer: SocketWriter; log: Logger },
): AsyncIterableIterator<ExecutionResult, void> {
  let isBegun = false;
  return {
    async next() {
      if (isBegun) return { done: true, value: undefined };
      isBegun = true;
      const last = await subscription.emitTo(socketSink(writer));
      return last ? { done: false, value: maskErrors(last, log) } : { done: true, value: undefined };
    },
    async return() {
      subscription.end(null);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

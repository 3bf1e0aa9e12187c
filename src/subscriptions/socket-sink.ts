import type { Duplex } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import { maskErrors } from '../graphql/mask-errors.ts';
import type { Logger } from '../platform/log.ts';
import type { SerializedEvent } from './serialized-event.ts';
import type { Sink, Subscription } from './subscribe.ts';

/** The limit of a socket's send buffer. Later events are read from the log. */
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
    write(events) {
      if (socket.readyState !== socket.OPEN) return true;
      const isFull = socket.bufferedAmount >= MAX_WAITING_BYTES;
      // One system call per event would be their greatest cost.
      if (events.length > 1) connection.cork();
      for (const event of events.slice(0, -1)) send(event);
      const last = events.at(-1)!;
      // The callback runs also if the socket closes meanwhile, which ends the subscription.
      if (isFull) drained = new Promise((resolve) => send(last, resolve));
      else send(last);
      if (events.length > 1) connection.uncork();
      return !isFull;
    },
    drained: () => drained,
  };
}

/** The socket and operation that events are written to. */
export interface SocketWriter {
  socket: WebSocket;
  /** The stream that the socket's frames are written to. */
  connection: Duplex;
  operationId: string;
}

/**
 * Adapts a subscription to the graphql-ws server. Events bypass that server, which receives only the final result,
 * if any.
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

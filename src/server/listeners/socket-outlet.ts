import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import type { Logger } from '../../platform/log.ts';
import { maskErrors } from '../shown-errors.ts';
import type { Listening, Outlet } from './listening.ts';

/** So much may wait to be sent; the log keeps the rest. */
const MAX_WAITING_BYTES = 64 * 1024;

/**
 * Sends events straight to a socket, as the `next` messages of one operation of the graphql-ws protocol. Only the
 * operation's id differs from listener to listener.
 */
function socketOutlet(socket: WebSocket, operationId: string): Outlet {
  const head = `{"id":${JSON.stringify(operationId)},"type":"next","payload":`;
  let drained = Promise.resolve();
  return {
    write({ json }) {
      if (socket.readyState !== socket.OPEN) return true;
      const message = `${head}${json}}`;
      if (socket.bufferedAmount < MAX_WAITING_BYTES) {
        socket.send(message);
        return true;
      }
      // It fails where the socket is closed meanwhile, and the listening ends by that.
      drained = new Promise((resolve) => socket.send(message, () => resolve()));
      return false;
    },
    drained: () => drained,
  };
}

/**
 * A listening as the graphql-ws server takes it: of all that is told it sees only the last result, if there is one.
 */
export function tellSocket(
  listening: Listening,
  { socket, operationId, log }: { socket: WebSocket; operationId: string; log: Logger },
): AsyncIterableIterator<ExecutionResult, void> {
  let isBegun = false;
  return {
    async next() {
      if (isBegun) return { done: true, value: undefined };
      isBegun = true;
      const last = await listening.tellTo(socketOutlet(socket, operationId));
      return last ? { done: false, value: maskErrors(last, log) } : { done: true, value: undefined };
    },
    async return() {
      listening.end(null);
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

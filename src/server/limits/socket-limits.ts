import type { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import type { Logger } from '../../platform/log.ts';
import { requestError } from '../../values/graphql-request-error.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import type { Limits } from './limits.ts';

/** The graphql-ws protocol's code for too many requests (4408, 4409 and 4429 are its own). */
const TOO_MANY = 4429;
const FAILED = 4500;

export interface SocketLimits {
  /** Counts a socket until it closes; closes it immediately if the limit is reached. @returns whether it stays open */
  enter(apiKeyId: string, socket: WebSocket): boolean;
  /** @returns an error if too many operations run on the socket */
  checkOperations(running: object): GraphQLError | null;
}

export function createSocketLimits({ socketsPerKey, operationsPerSocket }: Limits): SocketLimits {
  const open = createConcurrencyLimit(socketsPerKey);

  return {
    enter(apiKeyId, socket) {
      if (socket.readyState !== socket.OPEN) return false;
      const leave = open.enter(apiKeyId);
      if (leave) socket.once('close', leave);
      else closeAsTooMany(socket, 'Too many sockets for this API key');
      return leave !== null;
    },
    checkOperations(running) {
      if (Object.keys(running).length <= operationsPerSocket) return null;
      const text = `A socket may run at most ${operationsPerSocket} operations at a time.`;
      return requestError('TOO_MANY_OPERATIONS', text, { limit: operationsPerSocket });
    },
  };
}

export function closeAsTooMany(socket: WebSocket, reason: string): void {
  socket.close(TOO_MANY, reason);
}

/** Closes a socket because of an internal error, which is only logged. */
export function closeAsFailed(socket: WebSocket, log: Logger, error: unknown): void {
  log.error({ error }, 'A socket failed.');
  socket.close(FAILED, 'Internal server error');
}

/**
 * Sends a socket's errors to the log. graphql-ws would print them to the console. The socket closes itself with
 * the code of the error.
 */
export function logSocketErrors(socket: WebSocket, log: Logger): void {
  socket.removeAllListeners('error');
  socket.on('error', (error) => log.warn({ error: error.message }, 'A socket failed.'));
}

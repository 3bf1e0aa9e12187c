import type { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import type { Logger } from '../../platform/log.ts';
import { requestError } from '../../values/graphql-request-error.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import type { Limits } from './limits.ts';

/** As the protocol says it of one that comes too often (4408, 4409 and 4429 are its own). */
const TOO_MANY = 4429;
const FAILED = 4500;

export interface SocketLimits {
  /** Counts a socket until it is closed; one too many is closed at once. @returns whether it may stay */
  enter(apiKeyId: string, socket: WebSocket): boolean;
  /** The refusal of an operation, where too many run on its socket already. */
  refuseOperation(running: object): GraphQLError | null;
}

export function createSocketLimits({ socketsPerKey, operationsPerSocket }: Limits): SocketLimits {
  const open = createConcurrencyLimit(socketsPerKey);

  return {
    enter(apiKeyId, socket) {
      if (socket.readyState !== socket.OPEN) return false;
      const leave = open.enter(apiKeyId);
      if (leave) socket.once('close', leave);
      else closeAsTooMany(socket, 'Too many sockets of this key');
      return leave !== null;
    },
    refuseOperation(running) {
      if (Object.keys(running).length <= operationsPerSocket) return null;
      const text = `On one socket ${operationsPerSocket} operations run at a time, and no more.`;
      return requestError('TOO_MANY_OPERATIONS', text, { limit: operationsPerSocket });
    },
  };
}

export function closeAsTooMany(socket: WebSocket, reason: string): void {
  socket.close(TOO_MANY, reason);
}

/** Closes a socket for a fault of ours, which is for the log alone. */
export function closeAsFailed(socket: WebSocket, log: Logger, error: unknown): void {
  log.error({ error }, 'A socket failed.');
  socket.close(FAILED, 'Internal server error');
}

/**
 * Has what is wrong with a socket told to the log. graphql-ws tells the console; the socket closes itself
 * with the code that says what it was.
 */
export function logSocketErrors(socket: WebSocket, log: Logger): void {
  socket.removeAllListeners('error');
  socket.on('error', (error) => log.warn({ error: error.message }, 'A socket broke off.'));
}

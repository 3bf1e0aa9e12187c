import type { GraphQLError } from 'graphql';
import { requestError } from '../values/graphql-request-error.ts';
import { encodeEventCursor } from './cursor.ts';

export function invalidCursor(argument: string): GraphQLError {
  const message = `${argument} is not the cursor of an event of this account.`;
  return requestError('INVALID_CURSOR', message, { argument });
}

/**
 * The events after a cursor are not all there any more: whoever comes with it has to load anew what it shows,
 * and can go on from the oldest cursor.
 * @param floor the last position that was forgotten
 */
export function cursorExpired(accountId: string, floor: bigint): GraphQLError {
  return requestError(
    'CURSOR_EXPIRED',
    'The events after this cursor are not all kept any more. Load anew what you show, and go on from oldestCursor.',
    { oldestCursor: encodeEventCursor({ accountId, seq: floor }) },
  );
}

/** A listener was so slow that it is ended; nothing is lost, it can go on from its cursor. */
export function listenerTooSlow(accountId: string, position: bigint): GraphQLError {
  const message = 'The listener takes events too slowly. Subscribe again after the cursor.';
  const cursor = encodeEventCursor({ accountId, seq: position });
  return requestError('LISTENER_TOO_SLOW', message, { cursor });
}

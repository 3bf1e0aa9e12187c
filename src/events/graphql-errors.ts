import type { GraphQLError } from 'graphql';
import { requestError } from '../values/graphql-request-error.ts';
import { encodeEventCursor } from './cursor.ts';

export function invalidCursor(argument: string): GraphQLError {
  const message = `${argument} is not the cursor of an event of this account.`;
  return requestError('INVALID_CURSOR', message, { argument });
}

/**
 * Events after the cursor are pruned: the client must reload its data, and can resume from the oldest cursor.
 * @param prunedSeq the newest pruned position
 */
export function cursorExpired(accountId: string, prunedSeq: bigint): GraphQLError {
  return requestError(
    'CURSOR_EXPIRED',
    'Some events after this cursor have expired. Reload your data, and resume from oldestCursor.',
    { oldestCursor: encodeEventCursor({ accountId, seq: prunedSeq }) },
  );
}

/** The subscription is ended because it is too slow. No event is lost: the client can resume from the cursor. */
export function listenerTooSlow(accountId: string, position: bigint): GraphQLError {
  const message = 'The subscription consumes events too slowly. Subscribe again after the cursor.';
  const cursor = encodeEventCursor({ accountId, seq: position });
  return requestError('LISTENER_TOO_SLOW', message, { cursor });
}

import { GraphQLError } from 'graphql';
import { encodeEventCursor } from './cursor.ts';

export function invalidCursor(argument: string): GraphQLError {
  return new GraphQLError(`${argument} is not the cursor of an event of this account.`, {
    extensions: { code: 'INVALID_CURSOR', argument },
  });
}

/**
 * Events after the cursor are pruned: the client must reload its data, and can resume from the oldest cursor.
 * @param prunedSeq the newest pruned position
 */
export function cursorExpired(accountId: string, prunedSeq: bigint): GraphQLError {
  return new GraphQLError(
    'Some events after this cursor have expired. Reload your data, and resume from oldestCursor.',
    {
      extensions: { code: 'CURSOR_EXPIRED', oldestCursor: encodeEventCursor({ accountId, seq: prunedSeq }) },
    },
  );
}

/** The subscription is ended because it is too slow. No event is lost: the client can resume from the cursor. */
export function listenerTooSlow(accountId: string, position: bigint): GraphQLError {
  return new GraphQLError('The subscription consumes events too slowly. Subscribe again after the cursor.', {
    extensions: { code: 'LISTENER_TOO_SLOW', cursor: encodeEventCursor({ accountId, seq: position }) },
  });
}

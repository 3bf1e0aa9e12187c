import { GraphQLError } from 'graphql';
import { encodeEventCursor } from './cursor.ts';

export function invalidCursor(argument: string): GraphQLError {
  return new GraphQLError(`${argument} is not the cursor of an event of this account.`, {
    extensions: { code: 'INVALID_CURSOR', argument },
  });
}

/**
 * The events after a cursor are not all there any more: whoever comes with it has to load anew what it shows,
 * and can go on from the oldest cursor.
 * @param floor the last position that was forgotten
 */
export function cursorExpired(accountId: string, floor: bigint): GraphQLError {
  return new GraphQLError(
    'The events after this cursor are not all kept any more. Load anew what you show, and go on from oldestCursor.',
    { extensions: { code: 'CURSOR_EXPIRED', oldestCursor: encodeEventCursor({ accountId, seq: floor }) } },
  );
}

/** A listener was so slow that it is ended; nothing is lost, it can go on from its cursor. */
export function listenerTooSlow(accountId: string, position: bigint): GraphQLError {
  return new GraphQLError('The listener takes events too slowly. Subscribe again after the cursor.', {
    extensions: { code: 'LISTENER_TOO_SLOW', cursor: encodeEventCursor({ accountId, seq: position }) },
  });
}

import type { Context } from '../graphql/context.ts';
import type { LogExtent } from '../platform/event-feed.ts';
import { decodeEventCursor } from './cursor.ts';
import { cursorExpired, invalidCursor } from './graphql-errors.ts';

export const AFTER_ERRORS =
  'Fails with `INVALID_CURSOR` if it is not a cursor of this account, and with `CURSOR_EXPIRED` if later events ' +
  'have been pruned; `extensions.oldestCursor` is then the oldest cursor that works.';

/**
 * The position of a cursor in the account's log.
 * @throws INVALID_CURSOR if it is not the cursor of an event of this account; CURSOR_EXPIRED if the events after
 * it have been pruned
 */
export function positionOf(
  { actor: { accountId } }: Context,
  { prunedSeq, newest }: LogExtent,
  { cursor, argument }: { cursor: string; argument: string },
): bigint {
  const position = decodeEventCursor(cursor, { accountId, newest });
  if (position === null) throw invalidCursor(argument);
  if (position < prunedSeq) throw cursorExpired(accountId, prunedSeq);
  return position;
}

import { GraphQLError } from 'graphql';
import type { Event } from '../generated/prisma/client.ts';

/**
 * Where an event stands in its account's log, as callers keep it. Every log has a first event, a second,
 * and so on: the end of the account's id tells the logs apart.
 */
export function encodeEventCursor({ accountId, seq }: Pick<Event, 'accountId' | 'seq'>): string {
  return Buffer.from(`event:${accountId.slice(-12)}:${seq}`).toString('base64url');
}

/** @throws INVALID_CURSOR for what is no event's cursor, or is not within this account's log */
export function decodeEventCursor(
  cursor: string,
  { accountId, newest }: { accountId: string; newest: bigint },
): bigint {
  const [, digits] = /:(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const seq = digits === undefined ? null : BigInt(digits);
  if (seq === null || seq > newest || encodeEventCursor({ accountId, seq }) !== cursor) {
    throw new GraphQLError('after is not the cursor of an event of this account.', {
      extensions: { code: 'INVALID_CURSOR', argument: 'after' },
    });
  }
  return seq;
}

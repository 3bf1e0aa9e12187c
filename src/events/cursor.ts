import { GraphQLError } from 'graphql';

/** Where an event stands in its account's log, as callers keep it. */
export function encodeEventCursor(seq: bigint): string {
  return Buffer.from(`event:${seq}`).toString('base64url');
}

/** @throws INVALID_CURSOR for what is no event's cursor, or lies beyond the end of this account's log */
export function decodeEventCursor(cursor: string, newest: bigint): bigint {
  const [, digits] = /^event:(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  const seq = digits === undefined ? null : BigInt(digits);
  if (seq === null || seq > newest || encodeEventCursor(seq) !== cursor) {
    throw new GraphQLError('after is not the cursor of an event of this account.', {
      extensions: { code: 'INVALID_CURSOR', argument: 'after' },
    });
  }
  return seq;
}

import type { Event } from '../generated/prisma/client.ts';

/**
 * Encodes an event's position in its account's log as an opaque cursor. Positions are the same in every log,
 * so the end of the account's id distinguishes them.
 */
export function encodeEventCursor({ accountId, seq }: Pick<Event, 'accountId' | 'seq'>): string {
  return Buffer.from(`event:${accountId.slice(-12)}:${seq}`).toString('base64url');
}

/** Returns the position that a cursor encodes; null unless it is a cursor of this account's log. */
export function decodeEventCursor(
  cursor: string,
  { accountId, newest }: { accountId: string; newest: bigint },
): bigint | null {
  const [, digits] = /:(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (digits === undefined) return null;
  const seq = BigInt(digits);
  return seq <= newest && encodeEventCursor({ accountId, seq }) === cursor ? seq : null;
}

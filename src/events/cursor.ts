import type { Event } from '../generated/prisma/client.ts';

/**
 * Where an event stands in its account's log, as callers keep it. Every log has a first event, a second,
 * and so on: the end of the account's id tells the logs apart.
 */
export function encodeEventCursor({ accountId, seq }: Pick<Event, 'accountId' | 'seq'>): string {
  return Buffer.from(`event:${accountId.slice(-12)}:${seq}`).toString('base64url');
}

/** The position that a cursor names; null for what is no cursor of this account's log as far as it goes. */
export function decodeEventCursor(
  cursor: string,
  { accountId, newest }: { accountId: string; newest: bigint },
): bigint | null {
  const [, digits] = /:(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (digits === undefined) return null;
  const seq = BigInt(digits);
  return seq <= newest && encodeEventCursor({ accountId, seq }) === cursor ? seq : null;
}

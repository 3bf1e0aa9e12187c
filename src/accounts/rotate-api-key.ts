import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { DAY_MS } from '../values/durations.ts';
import { InvalidState } from '../values/errors.ts';
import type { ApiKeyWithToken } from './insert-api-key.ts';
import { makeToken } from './make-token.ts';

const GRACE_MS = DAY_MS;

/**
 * Gives a key another token. The one that it had works for a day more, so that whoever uses it has time to
 * change over; the one before that, from a rotation shortly before, works no more.
 * @throws {NotFound | InvalidState} InvalidState for a key that was revoked
 */
export function rotateApiKey(actor: Actor, id: string | null): Promise<ApiKeyWithToken> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const { id: keyId, revokedAt, tokenHash } = await lock(unit, 'apiKey', id);
    if (revokedAt) throw new InvalidState('REVOKED', 'The key was revoked: make another one.');
    const { token, kept } = makeToken(actor.gateway.ids);
    const previous = {
      previousTokenHash: tokenHash,
      previousTokenExpiresAt: new Date(now.getTime() + GRACE_MS),
    };
    const apiKey = await tx.apiKey.update({
      where: { accountId_id: { accountId, id: keyId } },
      data: { ...kept, ...previous },
    });
    return { apiKey, token };
  });
}

import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { DAY_MS } from '../values/durations.ts';
import { InvalidState } from '../values/errors.ts';
import type { ApiKeyWithToken } from './insert-api-key.ts';
import { makeToken } from './make-token.ts';

const GRACE_MS = DAY_MS;

/**
 * Replaces a key's token. The previous token works for another day, so that its users can switch. An older token,
 * from a recent rotation, stops working immediately.
 * @throws {NotFound | InvalidState} InvalidState if the key is revoked
 */
export function rotateApiKey(actor: Actor, id: string | null): Promise<ApiKeyWithToken> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const { id: keyId, revokedAt, tokenHash } = await lock(unit, 'apiKey', id);
    if (revokedAt) throw new InvalidState('REVOKED', 'The API key is revoked. Create another one.');
    const { token, stored } = makeToken(actor.gateway.ids);
    const previous = {
      previousTokenHash: tokenHash,
      previousTokenExpiresAt: new Date(now.getTime() + GRACE_MS),
    };
    const apiKey = await tx.apiKey.update({
      where: { accountId_id: { accountId, id: keyId } },
      data: { ...stored, ...previous },
    });
    return { apiKey, token };
  });
}

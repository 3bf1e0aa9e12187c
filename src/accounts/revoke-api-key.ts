import type { ApiKey } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';

/**
 * Revokes a key with all of its tokens. Has no effect on a revoked key. The account's last key can be revoked too: a
 * leaked key must stop working immediately, and an operator can create another.
 * @throws {NotFound}
 */
export function revokeApiKey(actor: Actor, id: string | null): Promise<ApiKey> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const key = await lock(unit, 'apiKey', id);
    if (key.revokedAt) return key;
    return tx.apiKey.update({
      where: { accountId_id: { accountId, id: key.id } },
      data: { revokedAt: now },
    });
  });
}

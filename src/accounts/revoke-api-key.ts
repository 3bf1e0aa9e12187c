import type { ApiKey } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lock } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';

/**
 * Puts a key out of force, with every token that it has; one that is revoked already stays as it is.
 * It may be the account's last one: a key that leaked must go at once, and an operator can make another.
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

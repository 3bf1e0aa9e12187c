import type { ApiKey } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';

/**
 * Revokes a key with all of its tokens. Has no effect on a revoked key. The account's last key can be revoked too: a
 * leaked key must stop working immediately, and an operator can create another.
 * @throws {NotFound}
 */
export function revokeApiKey(actor: Actor, id: string | null): Promise<ApiKey> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'ApiKey', id) } };
    const key = await tx.apiKey.findUniqueOrThrow({ where });
    return key.revokedAt ? key : tx.apiKey.update({ where, data: { revokedAt: now } });
  });
}

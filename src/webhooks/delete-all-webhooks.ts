import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';

/** Permanently deletes the account's webhooks with their deliveries. */
export function deleteAllWebhooks(actor: Actor): Promise<{ deletedCount: number }> {
  return transact(actor, async ({ tx, accountId }) => {
    const { count } = await tx.webhook.deleteMany({ where: { accountId } });
    return { deletedCount: count };
  });
}

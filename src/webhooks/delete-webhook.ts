import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { NotFound } from '../values/errors.ts';

/** Permanently deletes a webhook with its deliveries and their attempts. @throws {NotFound} */
export function deleteWebhook(actor: Actor, id: string | null): Promise<void> {
  return transact(actor, async ({ tx, accountId }) => {
    const { count } = id ? await tx.webhook.deleteMany({ where: { accountId, id } }) : { count: 0 };
    if (count === 0) throw new NotFound('webhook');
  });
}

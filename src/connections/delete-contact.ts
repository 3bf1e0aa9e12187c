import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { NotFound } from '../values/errors.ts';

/** Permanently deletes a contact. @throws {NotFound} */
export function deleteContact(actor: Actor, id: string | null): Promise<void> {
  return transact(actor, async ({ tx, accountId }) => {
    const { count } = id ? await tx.contact.deleteMany({ where: { accountId, id } }) : { count: 0 };
    if (count === 0) throw new NotFound('contact');
  });
}

import type { LineItemKind } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { NotFound } from '../values/errors.ts';

/** Permanently deletes a category. Lines that were created from it stay unchanged. @throws {NotFound} */
export function deleteCategory(actor: Actor, kind: LineItemKind, id: string | null): Promise<void> {
  return transact(actor, async ({ tx, accountId }) => {
    const { count } = id ? await tx.category.deleteMany({ where: { accountId, id, kind } }) : { count: 0 };
    if (count === 0) throw new NotFound('category');
  });
}

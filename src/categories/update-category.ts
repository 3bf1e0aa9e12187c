import type { Category, LineItemKind } from '../generated/prisma/client.ts';
import { InputCheck } from '../input-check.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { NotFound } from '../refusals.ts';
import { type CategoryInput, checkCategory } from './category-input.ts';

/** A part that is left out stays as it is; null clears it where it may be empty. @throws {InvalidInput | NotFound} */
export async function updateCategory(
  actor: Actor,
  kind: LineItemKind,
  { id, ...input }: CategoryInput & { id: string | null },
): Promise<Category> {
  const check = new InputCheck();
  const data = checkCategory(check, kind, input);
  check.finish();
  return transact(actor, async ({ tx, accountId, now }) => {
    const where = { accountId, id: id ?? '', kind };
    const [category] = id
      ? await tx.category.updateManyAndReturn({ where, data: { ...data, updatedAt: now } })
      : [];
    if (!category) throw new NotFound('category');
    return category;
  });
}

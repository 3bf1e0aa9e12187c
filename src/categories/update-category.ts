import type { Category, LineItemKind } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { NotFound, VersionConflict } from '../values/errors.ts';
import { InputCheck } from '../values/input-check.ts';
import { type CategoryInput, checkCategory } from './category-input.ts';

/**
 * Omitted fields stay unchanged; null clears a field that may be empty.
 * @throws {InvalidInput | NotFound | VersionConflict}
 */
export async function updateCategory(
  actor: Actor,
  kind: LineItemKind,
  { id, expectedVersion, ...input }: CategoryInput & { id: string | null; expectedVersion?: number | null },
): Promise<Category> {
  const check = new InputCheck();
  const data = checkCategory(check, kind, input);
  check.finish();
  return transact(actor, async ({ tx, accountId, now }) => {
    if (!id) throw new NotFound('category');
    const where = { accountId, id, kind };
    const [category] = await tx.category.updateManyAndReturn({
      where: { ...where, version: expectedVersion ?? undefined },
      data: { ...data, version: { increment: 1 }, updatedAt: now },
    });
    if (category) return category;
    const current = await tx.category.findFirst({ where });
    if (!current) throw new NotFound('category');
    throw new VersionConflict(expectedVersion!, current.version);
  });
}

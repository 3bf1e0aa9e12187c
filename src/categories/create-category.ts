import type { Category, LineItemKind } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';
import { type CategoryInput, checkCategory } from './category-input.ts';

/** @throws {InvalidInput} */
export async function createCategory(
  actor: Actor,
  kind: LineItemKind,
  input: CategoryInput & { name: string },
): Promise<Category> {
  const check = new InputCheck();
  const data = { name: input.name, ...checkCategory(check, kind, input) };
  check.finish();
  return transact(actor, ({ tx, accountId, now }) =>
    tx.category.create({
      data: { ...data, accountId, id: actor.gateway.ids.uuid(), kind, createdAt: now, updatedAt: now },
    }),
  );
}

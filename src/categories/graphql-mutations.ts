import type { ObjectRef } from '@pothos/core';
import type { Category } from '../generated/prisma/client.ts';
import type { Types } from '../graphql/builder.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { InvalidInput, NotFound, VersionConflict } from '../values/errors.ts';
import { idOf } from '../values/global-id.ts';
import { type CategoryKind, fieldNameOf, nounOf } from './category-kinds.ts';
import { createCategory } from './create-category.ts';
import { deleteCategory } from './delete-category.ts';
import { categoryInput } from './graphql-inputs.ts';
import { updateCategory } from './update-category.ts';

/** Adds the mutations that create, update and delete the categories of a kind. */
export function addCategoryMutations(categoryKind: CategoryKind, type: ObjectRef<Types, Category>): void {
  const { kind, typename } = categoryKind;
  const noun = nounOf(categoryKind);
  const success = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Category>) => ({
    [fieldNameOf(categoryKind)]: t.field({
      type,
      description: `The ${noun}, as it is now stored.`,
      resolve: (category) => category,
    }),
  });
  const CreateInput = categoryInput(categoryKind, 'Create');
  const UpdateInput = categoryInput(categoryKind, 'Update');

  addMutation(`create${typename}`, {
    description: `Creates a ${noun}. Fails with \`InvalidInput\` if a value is empty, too long or malformed.`,
    ability: 'CATEGORIES_WRITE',
    args: (arg) => ({ input: arg({ type: CreateInput, required: true }) }),
    run: ({ actor }, { input }) => createCategory(actor, kind, { ...input, name: input.name! }),
    success,
    errors: [InvalidInput],
  });
  addMutation(`update${typename}`, {
    description: `Updates a ${noun}. Statements with values copied from it do not change.`,
    ability: 'CATEGORIES_WRITE',
    args: (arg) => ({ input: arg({ type: UpdateInput, required: true }) }),
    run: ({ actor }, { input }) => updateCategory(actor, kind, { ...input, id: idOf(input.id!, typename) }),
    success,
    errors: [InvalidInput, NotFound, VersionConflict],
  });
  addDeletion(`delete${typename}`, {
    description: `Permanently deletes a ${noun}. Statements with values copied from it do not change.`,
    ability: 'CATEGORIES_WRITE',
    run: ({ actor }, id) => deleteCategory(actor, kind, idOf(id, typename)),
    errors: [NotFound],
  });
}

import { builder } from '../graphql/builder.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import type { CategoryInput } from './category-input.ts';
import { type CategoryKind, nounOf, TEXT_DESCRIPTIONS } from './category-kinds.ts';

/** `CreateItemCategoryInput` or `UpdateItemCategoryInput`, with the values that the kind has. */
export function categoryInput(kind: CategoryKind, verb: 'Create' | 'Update') {
  const { typename, texts, number } = kind;
  const noun = nounOf(kind);
  return builder
    .inputRef<CategoryInput & { id?: string; expectedVersion?: number | null }>(`${verb}${typename}Input`)
    .implement({
      description: verb === 'Update' ? UPDATE_RULE : `A new ${noun}.`,
      fields: (t) => {
        const required = verb === 'Create';
        return {
          ...(!required && versionFields(t)),
          name: t.string({
            required,
            description: `The name of the ${noun}: one line of at most 255 characters.`,
          }),
          ...Object.fromEntries(
            texts.map((column) => [
              column,
              t.string({
                description: `${TEXT_DESCRIPTIONS[column].meaning} ${TEXT_DESCRIPTIONS[column].limit}`,
              }),
            ]),
          ),
          ...(number && {
            [number.column]: t.field({
              type: 'Decimal',
              required: required && number.required,
              description: `${number.description} At most 14 digits before the decimal point and 6 after it.`,
            }),
          }),
        } as never;
      },
    });
}

import type { ObjectRef } from '@pothos/core';
import type { Category } from '../generated/prisma/client.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { SortDirectionEnum } from '../graphql/enums.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { VERSION_DESCRIPTION } from '../graphql/update-input.ts';
import { formatDecimalText } from '../values/decimal.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import {
  CATEGORY_KINDS,
  type CategoryKind,
  fieldNameOf,
  type NumberColumn,
  nounOf,
  TEXT_DESCRIPTIONS,
} from './category-kinds.ts';
import { addCategoryMutations } from './graphql-mutations.ts';
import { loadCategories, loadCategory } from './loaders.ts';

for (const kind of CATEGORY_KINDS) {
  const type = addCategoryType(kind);
  addCategoryQueries(kind, type);
  addCategoryMutations(kind, type);
}

/** As people write sums: two decimals at least. A category has no currency that would say more. */
function formatNumber(value: Category[NumberColumn]): string | null {
  return value === null ? null : formatDecimalText(value.toFixed(), 2);
}

function addCategoryType(categoryKind: CategoryKind): ObjectRef<Types, Category> {
  const { kind, typename, description, texts, number } = categoryKind;
  const noun = nounOf(categoryKind);
  const type = builder.prismaObject('Category', {
    variant: typename,
    description,
    interfaces: [NodeInterface],
    fields: (t) => ({
      id: t.id({ description: `The global ID of the ${noun}.`, resolve: ({ id }) => encodeId(typename, id) }),
      name: t.exposeString('name', { description: `The name of the ${noun}. Names need not be unique.` }),
      ...Object.fromEntries(
        texts.map((column) => [
          column,
          t.exposeString(column, {
            nullable: true,
            description: `${TEXT_DESCRIPTIONS[column].meaning} Null if there is none.`,
          }),
        ]),
      ),
      ...(number && {
        [number.column]: t.field({
          type: 'Decimal',
          nullable: !number.required,
          description:
            `${number.description} It has no currency, and at least two decimals.` +
            (number.required ? '' : ' Null if there is none.'),
          resolve: (category) => formatNumber(category[number.column])!,
        }),
      }),
      version: t.exposeInt('version', {
        description: VERSION_DESCRIPTION,
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: `When the ${noun} was created.` }),
      updatedAt: t.expose('updatedAt', {
        type: 'DateTime',
        description: `When the ${noun} was last updated.`,
      }),
    }),
  });
  registerNode(typename, {
    ability: 'CATEGORIES_READ',
    load: (context, id) => loadCategory(context, kind, id),
  });
  return type;
}

function addCategoryQueries(categoryKind: CategoryKind, type: ObjectRef<Types, Category>): void {
  const { kind, typename, plural, texts } = categoryKind;
  const noun = nounOf(categoryKind);
  const searched = texts.includes('description') ? 'name or description' : 'name';
  const PageType = pageType(typename, type);

  builder.queryFields((t) => ({
    [fieldNameOf(categoryKind)]: t.field({
      type,
      nullable: true,
      description: `Returns a ${noun} by its ID. Null if the account has no such ${noun}.`,
      args: { id: t.arg.id({ required: true, description: `The global ID of the ${noun}.` }) },
      resolve: (_, args, context) => {
        const id = idOf(args.id, typename);
        return id === null ? null : loadCategory(context, kind, id);
      },
    }),
    [plural]: t.field({
      type: PageType,
      nullable: true,
      description: `Lists the ${noun}s of the account, ordered by name.`,
      args: {
        ...pageArgs(t.arg),
        search: t.arg.string({
          description: `Returns only ${noun}s whose ${searched} contains this text, ignoring case.`,
        }),
        direction: t.arg({
          type: SortDirectionEnum,
          defaultValue: 'ASC',
          description: 'The direction of the order by name.',
        }),
      },
      resolve: (_, args, context) => loadCategories(context, kind, args),
    }),
  }));
}

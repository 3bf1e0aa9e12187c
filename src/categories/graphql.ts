import type { Category, LineItemKind } from '../generated/prisma/client.ts';
import { builder, type Types } from '../graphql/builder.ts';
import { SortDirectionEnum } from '../graphql/enums.ts';
import { addDeletion, addMutation } from '../graphql/mutations.ts';
import { NodeInterface, registerNode } from '../graphql/nodes.ts';
import { pageArgs, pageType } from '../graphql/pages.ts';
import { UPDATE_RULE, versionFields } from '../graphql/update-input.ts';
import { formatDecimalText } from '../values/decimal.ts';
import { InvalidInput, NotFound, VersionConflict } from '../values/errors.ts';
import { encodeId, idOf } from '../values/global-id.ts';
import type { CategoryInput } from './category-input.ts';
import { createCategory } from './create-category.ts';
import { deleteCategory } from './delete-category.ts';
import { loadCategories, loadCategory } from './loaders.ts';
import { updateCategory } from './update-category.ts';

type NumberColumn = 'price' | 'rate';

interface KindOfCategory {
  kind: LineItemKind;
  /** `ItemCategory`; the names of its fields, inputs and results all follow from it. */
  typename: string;
  plural: string;
  description: string;
  texts: ('description' | 'unit')[];
  number?: { column: NumberColumn; required: boolean; description: string };
}

const kinds: KindOfCategory[] = [
  {
    kind: 'ITEM',
    typename: 'ItemCategory',
    plural: 'itemCategories',
    description: 'A saved item, to start a line from.',
    texts: ['description', 'unit'],
    number: { column: 'price', required: true, description: 'Per unit.' },
  },
  {
    kind: 'EXPENSE',
    typename: 'ExpenseCategory',
    plural: 'expenseCategories',
    description: 'A saved expense, to start a line from.',
    texts: [],
  },
  {
    kind: 'TASK',
    typename: 'TaskCategory',
    plural: 'taskCategories',
    description: 'A saved task, to start a line from.',
    texts: [],
    number: { column: 'rate', required: false, description: 'Per hour.' },
  },
  {
    kind: 'TRIP',
    typename: 'TripCategory',
    plural: 'tripCategories',
    description: 'A saved trip, to start a line from.',
    texts: [],
    number: { column: 'rate', required: false, description: 'Per unit of distance.' },
  },
];

/** As people write sums: two decimals at least. A category has no currency that would say more. */
function formatNumber(value: Category[NumberColumn]): string | null {
  return value === null ? null : formatDecimalText(value.toFixed(), 2);
}

for (const kind of kinds) addKind(kind);

function addKind({ kind, typename, plural, description, texts, number }: KindOfCategory): void {
  const singular = typename.charAt(0).toLowerCase() + typename.slice(1);

  const Type = builder.prismaObject('Category', {
    variant: typename,
    description,
    interfaces: [NodeInterface],
    fields: (t) => ({
      id: t.id({ resolve: ({ id }) => encodeId(typename, id) }),
      name: t.exposeString('name'),
      ...Object.fromEntries(texts.map((column) => [column, t.exposeString(column, { nullable: true })])),
      ...(number && {
        [number.column]: t.field({
          type: 'Decimal',
          nullable: !number.required,
          description: number.description,
          resolve: (category) => formatNumber(category[number.column])!,
        }),
      }),
      version: t.exposeInt('version', {
        description: 'Counts the edits; give it back as `expectedVersion`.',
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime' }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
    }),
  });
  registerNode(typename, {
    ability: 'CATEGORIES_READ',
    load: (context, id) => loadCategory(context, kind, id),
  });
  const PageType = pageType(typename, Type);

  builder.queryFields((t) => ({
    [singular]: t.field({
      type: Type,
      nullable: true,
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, args, context) => {
        const id = idOf(args.id, typename);
        return id === null ? null : loadCategory(context, kind, id);
      },
    }),
    [plural]: t.field({
      type: PageType,
      nullable: true,
      description: 'By name.',
      args: {
        ...pageArgs(t.arg),
        search: t.arg.string({ description: 'Part of a name or description.' }),
        direction: t.arg({ type: SortDirectionEnum, defaultValue: 'ASC' }),
      },
      resolve: (_, args, context) => loadCategories(context, kind, args),
    }),
  }));

  const inputType = (verb: 'Create' | 'Update') =>
    builder
      .inputRef<CategoryInput & { id?: string; expectedVersion?: number | null }>(`${verb}${typename}Input`)
      .implement({
        description: verb === 'Update' ? UPDATE_RULE : undefined,
        fields: (t) => {
          const required = verb === 'Create';
          return {
            ...(!required && versionFields(t)),
            name: t.string({ required }),
            ...Object.fromEntries(texts.map((column) => [column, t.string()])),
            ...(number && {
              [number.column]: t.field({
                type: 'Decimal',
                required: required && number.required,
                description: number.description,
              }),
            }),
          } as never;
        },
      });

  const success = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Category>) => ({
    [singular]: t.field({ type: Type, resolve: (category) => category }),
  });
  const CreateInput = inputType('Create');
  const UpdateInput = inputType('Update');

  addMutation(`create${typename}`, {
    ability: 'CATEGORIES_WRITE',
    args: (arg) => ({ input: arg({ type: CreateInput, required: true }) }),
    run: ({ actor }, { input }) => createCategory(actor, kind, { ...input, name: input.name! }),
    success,
    errors: [InvalidInput],
  });
  addMutation(`update${typename}`, {
    ability: 'CATEGORIES_WRITE',
    args: (arg) => ({ input: arg({ type: UpdateInput, required: true }) }),
    run: ({ actor }, { input }) => updateCategory(actor, kind, { ...input, id: idOf(input.id!, typename) }),
    success,
    errors: [InvalidInput, NotFound, VersionConflict],
  });
  addDeletion(`delete${typename}`, {
    ability: 'CATEGORIES_WRITE',
    run: ({ actor }, id) => deleteCategory(actor, kind, idOf(id, typename)),
    errors: [NotFound],
  });
}

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
    description: 'A saved item: values to copy into an item of a statement.',
    texts: ['description', 'unit'],
    number: { column: 'price', required: true, description: 'The price of one unit.' },
  },
  {
    kind: 'EXPENSE',
    typename: 'ExpenseCategory',
    plural: 'expenseCategories',
    description: 'A saved expense: a name to copy into an expense of a statement.',
    texts: [],
  },
  {
    kind: 'TASK',
    typename: 'TaskCategory',
    plural: 'taskCategories',
    description: 'A saved task: values to copy into a task of a statement.',
    texts: [],
    number: { column: 'rate', required: false, description: 'The rate per hour.' },
  },
  {
    kind: 'TRIP',
    typename: 'TripCategory',
    plural: 'tripCategories',
    description: 'A saved trip: values to copy into a trip of a statement.',
    texts: [],
    number: { column: 'rate', required: false, description: 'The rate per unit of distance.' },
  },
];

const TEXT_DESCRIPTIONS = {
  description: { meaning: 'The text of the line item.', limit: 'At most 10,000 characters.' },
  unit: {
    meaning: 'The unit of the quantity, such as `piece` or `kg`.',
    limit: 'One line of at most 255 characters.',
  },
} as const;

/** As people write sums: two decimals at least. A category has no currency that would say more. */
function formatNumber(value: Category[NumberColumn]): string | null {
  return value === null ? null : formatDecimalText(value.toFixed(), 2);
}

for (const kind of kinds) addKind(kind);

function addKind({ kind, typename, plural, description, texts, number }: KindOfCategory): void {
  const singular = typename.charAt(0).toLowerCase() + typename.slice(1);
  const noun = `saved ${kind.toLowerCase()}`;
  const searched = texts.includes('description') ? 'name or description' : 'name';

  const Type = builder.prismaObject('Category', {
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
        description:
          'Increases by one with each update. Pass it as `expectedVersion` to update only this version.',
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
  const PageType = pageType(typename, Type);

  builder.queryFields((t) => ({
    [singular]: t.field({
      type: Type,
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

  const inputType = (verb: 'Create' | 'Update') =>
    builder
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

  const success = (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Category>) => ({
    [singular]: t.field({
      type: Type,
      description: `The ${noun}, as it is now stored.`,
      resolve: (category) => category,
    }),
  });
  const CreateInput = inputType('Create');
  const UpdateInput = inputType('Update');

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

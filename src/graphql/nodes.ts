import { brandWithType, getTypeBrand } from '@pothos/core';
import DataLoader from 'dataloader';
import type { Ability } from '../generated/prisma/client.ts';
import { type Select, selectKey } from '../platform/postgres/model-columns.ts';
import { decodeId } from '../values/global-id.ts';
import { needs, readWith } from './abilities.ts';
import { builder } from './builder.ts';
import { badUserInput, type Context } from './context.ts';

interface NodeType {
  /** The ability that reads objects of the type, by any field; null if none is needed. */
  ability: Ability | null;
  /** Whether every key may read this object, whatever its abilities. */
  isOpen?: (context: Context, id: string) => boolean;
  load: (context: Context, id: string) => Promise<object | null>;
}

const nodeTypes = new Map<string, NodeType>();

/**
 * Loads single rows by id, in one statement for each level of a query. Returns null if the account has no such row.
 * @param columns all columns of the model
 * @param findByIds returns the row of each id
 * @returns a function that loads a row: all columns, or only the selected ones
 */
export function rowLoader<Row, Name extends string>(
  name: string,
  columns: Select<Name>,
  findByIds: (
    context: Context,
    ids: readonly string[],
    select: Select<Name>,
  ) => PromiseLike<readonly (Row | null)[]>,
): (context: Context, id: string, select?: Select<Name>) => Promise<Row | null> {
  return (context, id, select = columns) => {
    const loader = context.loader<string, Row | null>(
      `${name}:${selectKey(select)}`,
      () => new DataLoader((ids) => findByIds(context, ids, select)),
    );
    return loader.load(id);
  };
}

/** Lets `node(id:)` find objects of a type. */
export function registerNode(typename: string, type: NodeType): void {
  nodeTypes.set(typename, type);
  if (type.ability) readWith(type.ability, typename);
}

export const NodeInterface = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'An object with a global ID, which `node` and `nodes` find it by.',
  resolveType: (value) => getTypeBrand(value) as string,
  fields: (t) => ({
    id: t.id({
      description: 'The ID of the object: opaque, and unique among all objects of all types.',
      // Never called: the types that implement Node have an `id` field of their own.
      resolve: () => {
        throw new Error('Each type encodes its own id.');
      },
    }),
  }),
});

async function loadNode(context: Context, globalId: string): Promise<{ id: string } | null> {
  const decoded = decodeId(globalId);
  const type = decoded && nodeTypes.get(decoded.typename);
  if (!type) return null;
  const { ability, isOpen, load } = type;
  if (ability && !isOpen?.(context, decoded.id)) context.requireAbility(ability);
  const row = await load(context, decoded.id);
  if (!row) return null;
  brandWithType(row, decoded.typename as never);
  return row as { id: string };
}

const MAX_IDS = 100;

builder.queryFields((t) => ({
  node: t.field({
    type: NodeInterface,
    nullable: true,
    description:
      'Finds an object by its ID. Null if the ID is malformed or the account has no such object. ' +
      "Requires the ability that reads objects of the ID's type.",
    extensions: needs(null),
    args: { id: t.arg.id({ required: true, description: 'The ID of an object of any type.' }) },
    resolve: (_, { id }, context) => loadNode(context, id),
  }),
  nodes: t.field({
    type: [NodeInterface],
    nullable: { list: false, items: true },
    args: {
      ids: t.arg.idList({
        required: true,
        description: `The IDs of objects of any types, at most ${MAX_IDS}.`,
      }),
    },
    description:
      `Finds objects by their IDs, at most ${MAX_IDS}, and returns them in the order of the IDs. ` +
      'Null in place of an object that `node` would not find or that the API key may not read.',
    extensions: needs(null),
    resolve: (_, { ids }, context) => {
      if (ids.length > MAX_IDS) throw badUserInput(`Give ${MAX_IDS} ids at most, not ${ids.length}.`, 'ids');
      // Compiled queries drop rejected promises at the end of a list. An error as a value is reported in `errors`, as
      // graphql-js does.
      return Promise.all(ids.map((id) => loadNode(context, id).catch((error: Error) => error as never)));
    },
  }),
}));

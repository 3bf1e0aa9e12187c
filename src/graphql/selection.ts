import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import type { Select } from '../platform/postgres/model-columns.ts';

/**
 * The columns that the fields of a type are computed from. A statement fetches only those that its query needs,
 * because the returned columns are the larger part of a page's cost.
 */
export interface ColumnMap<Name extends string> {
  /** Every column of the model. A field named like a column, with or without `Minor`, is computed from it. */
  columns: Select<Name>;
  /** The columns that every row needs, whatever is selected. */
  always: readonly Name[];
  /** The columns of the fields that are computed from others, or from none. */
  fields: Readonly<Record<string, readonly Name[]>>;
}

/**
 * Returns the columns for the selection of a field's objects, in the model's order. Returns all columns if the map
 * lacks a selected field.
 *
 * The return type has every column, because the fields' resolvers take the whole row. Each resolver reads only the
 * columns that the map lists for it, which test/graphql/selected-columns.test.ts checks.
 * @param paths the paths from the field to the objects, such as `['edges', 'node']`; defaults to the field's own
 */
export function selectedColumns<Name extends string>(
  map: ColumnMap<Name>,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  paths: readonly (readonly string[])[] = [[]],
): Select<Name> {
  const [node, ...more] = info.fieldNodes;
  // The same field appears twice in one selection: too rare to optimize.
  if (!node || more.length > 0) return map.columns;
  let selects = cache.get(map);
  if (!selects) {
    selects = new WeakMap();
    cache.set(map, selects);
  }
  let select = selects.get(node);
  if (!select) {
    select = selectFor(
      map,
      paths.flatMap((path) => fieldsAt(node, path, info.fragments)),
    );
    selects.set(node, select);
  }
  return select;
}

// Cached by map and node, since one field may return objects of two models. The nodes live as long as the parsed
// document is cached.
const cache = new WeakMap<object, WeakMap<FieldNode, Select<string>>>();

function selectFor<Name extends string>(
  { columns, always, fields }: ColumnMap<Name>,
  selected: FieldNode[],
): Select<Name> {
  const needed = new Set<string>(always);
  for (const { name } of selected) {
    const made =
      fields[name.value] ?? [name.value, `${name.value}Minor`].filter((column) => column in columns);
    const isKnown = name.value in fields || name.value === '__typename' || made.length > 0;
    if (!isKnown) return columns;
    for (const column of made) needed.add(column);
  }
  const entries = Object.entries(columns).filter(([column]) => needed.has(column));
  return Object.fromEntries(entries) as Select<Name>;
}

type Fragments = GraphQLResolveInfo['fragments'];

function fieldsAt(node: FieldNode, path: readonly string[], fragments: Fragments): FieldNode[] {
  const [next, ...rest] = path;
  const fields = fieldsOf(node.selectionSet, fragments);
  if (next === undefined) return fields;
  return fields
    .filter((field) => field.name.value === next)
    .flatMap((field) => fieldsAt(field, rest, fragments));
}

/** Returns the fields of a selection and of its fragments, whatever their type conditions. */
function fieldsOf(selectionSet: SelectionSetNode | undefined, fragments: Fragments): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === 'Field') return [selection];
    const fragment = selection.kind === 'InlineFragment' ? selection : fragments[selection.name.value];
    return fieldsOf(fragment?.selectionSet, fragments);
  });
}

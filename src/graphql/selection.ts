import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import type { Select } from '../platform/postgres/model-columns.ts';

/**
 * Which columns the fields of a type are made from, so that the pages that are asked for most fetch no
 * others: what a statement returns is the larger part of what a page costs.
 */
export interface ColumnMap<Name extends string> {
  /** Every column of the model. A field of a column's name, or of its name less `Minor`, is made from it. */
  columns: Select<Name>;
  /** What every row needs, whatever is selected. */
  always: readonly Name[];
  /** The fields that are made from other columns, or from none of the row. */
  fields: Readonly<Record<string, readonly Name[]>>;
}

/**
 * The columns for what is selected of a field's objects, in the model's order; all of them where a field
 * is selected that the map does not know.
 *
 * The type says every column, because the fields' resolvers take the whole row. Each of them reads only what
 * the map says of it, which test/graphql/selected-columns.test.ts holds.
 * @param paths to the objects, where they are not the field's own: `['edges', 'node']`
 */
export function selectedColumns<Name extends string>(
  map: ColumnMap<Name>,
  info: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  paths: readonly (readonly string[])[] = [[]],
): Select<Name> {
  const [node, ...more] = info.fieldNodes;
  // The same field written twice in one selection: too rare to look closer.
  if (!node || more.length > 0) return map.columns;
  let selects = remembered.get(map);
  if (!selects) {
    selects = new WeakMap();
    remembered.set(map, selects);
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

// By map and node: one field may show objects of two models. A document's nodes live as long as the document
// is kept parsed.
const remembered = new WeakMap<object, WeakMap<FieldNode, Select<string>>>();

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
  const kept = Object.entries(columns).filter(([column]) => needed.has(column));
  return Object.fromEntries(kept) as Select<Name>;
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

/** The fields of a selection and of the fragments in it, whichever type those are for. */
function fieldsOf(selectionSet: SelectionSetNode | undefined, fragments: Fragments): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === 'Field') return [selection];
    const fragment = selection.kind === 'InlineFragment' ? selection : fragments[selection.name.value];
    return fieldsOf(fragment?.selectionSet, fragments);
  });
}

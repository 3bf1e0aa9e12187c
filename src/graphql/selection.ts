import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';

/**
 * Which columns the fields of a type are made from, so that the pages that are asked for most fetch no
 * others: what a statement returns is the larger part of what a page costs.
 */
export interface ColumnMap {
  /** The table's columns. A field of a column's name, or of its name less `Minor`, is made from it. */
  columns: readonly string[];
  /** What every row needs, whatever is selected. */
  always: readonly string[];
  /** The fields that are made from other columns, or from none of the row. */
  fields: Readonly<Record<string, readonly string[]>>;
}

/**
 * The columns for what is selected of a field's objects, in the table's order; all of them where a field
 * is selected that the map does not know.
 * @param paths to the objects, where they are not the field's own: `['edges', 'node']`
 */
export function selectedColumns(
  map: ColumnMap,
  info: GraphQLResolveInfo,
  paths: readonly (readonly string[])[] = [[]],
): readonly string[] {
  const [node, ...more] = info.fieldNodes;
  // The same field written twice in one selection: too rare to look closer.
  if (!node || more.length > 0) return map.columns;
  let known = remembered.get(node);
  if (!known) {
    known = columnsFor(
      map,
      paths.flatMap((path) => fieldsAt(node, path, info.fragments)),
    );
    remembered.set(node, known);
  }
  return known;
}

// A document's nodes live as long as the document is kept parsed.
const remembered = new WeakMap<FieldNode, readonly string[]>();

function columnsFor({ columns, always, fields }: ColumnMap, selected: FieldNode[]): readonly string[] {
  const needed = new Set(always);
  for (const { name } of selected) {
    const made =
      fields[name.value] ?? [name.value, `${name.value}Minor`].filter((column) => columns.includes(column));
    const isKnown = name.value in fields || name.value === '__typename' || made.length > 0;
    if (!isKnown) return columns;
    for (const column of made) needed.add(column);
  }
  return columns.filter((column) => needed.has(column));
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

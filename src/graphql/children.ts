import DataLoader from 'dataloader';
import type { Context } from './context.ts';

/**
 * What hangs from a row, for all the rows of a level by one statement.
 * @param list `sql` reads the rows of the parents whose ids are `$2`, in the order in which they are
 *   shown; each names its parent in the column `parent`
 * @param collect makes a parent's value of its rows, once for all that ask for it
 */
export function loadChildren<Row, Value>(
  context: Context,
  parentId: string,
  { name, sql, parent }: { name: string; sql: string; parent: keyof Row & string },
  collect: (rows: Row[]) => Value,
): Promise<Value> {
  const loader = context.loader<string, Value>(
    name,
    () =>
      new DataLoader(async (parentIds) => {
        const rowsOf = Map.groupBy(await context.reader.rows<Row>(sql, [parentIds]), (row) => row[parent]);
        return parentIds.map((id) => collect(rowsOf.get(id as Row[typeof parent]) ?? []));
      }),
  );
  return loader.load(parentId);
}

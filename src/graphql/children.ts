import DataLoader from 'dataloader';
import type { Context } from './context.ts';

/**
 * Loads the children of a row, in one statement for all rows of a level.
 * @param name identifies the list among the operation's loaders
 * @param find returns the children of each parent
 * @param collect turns the rows of a parent into its value, once for all fields that read it
 */
export function loadChildren<Row, Value>(
  context: Context,
  parentId: string,
  { name, find }: { name: string; find: (parentIds: readonly string[]) => Promise<Row[][]> },
  collect: (rows: Row[], parentId: string) => Value,
): Promise<Value> {
  const loader = context.loader<string, Value>(
    name,
    () =>
      new DataLoader(async (parentIds) => {
        const children = await find(parentIds);
        return parentIds.map((id, index) => collect(children[index]!, id));
      }),
  );
  return loader.load(parentId);
}

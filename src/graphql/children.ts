import DataLoader from 'dataloader';
import type { Context } from './context.ts';

/**
 * What belongs to a row, for all the rows of a level by one statement.
 * @param name of the list among the operation's loaders
 * @param find returns the children of each parent
 * @param collect makes a parent's value of its rows, once for all that ask for it
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

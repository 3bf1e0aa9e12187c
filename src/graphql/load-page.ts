import DataLoader from 'dataloader';
import {
  decodeCursor,
  encodeCursor,
  type Keyset,
  type Slice,
  type Window,
} from '../platform/postgres/keyset.ts';
import type { Pagination } from '../platform/postgres/pagination.ts';
import { badUserInput, type Context } from './context.ts';
import { DEFAULT_SIZE, MAX_SIZE, type Page, type PageArgs } from './pages.ts';

/** Returns the page size. @throws BAD_USER_INPUT if it is negative or exceeds the maximum */
export function pageSize(size: number | null | undefined, argument: string): number {
  if (size == null) return DEFAULT_SIZE;
  if (size >= 0 && size <= MAX_SIZE) return size;
  throw badUserInput(`${argument} must be from 0 to ${MAX_SIZE}, not ${size}.`, argument);
}

/** Converts the arguments to a window. @throws BAD_USER_INPUT naming the invalid argument */
function toWindow<Row>({ first, after, last, before }: PageArgs, order: Keyset<Row>): Window {
  if (first != null && last != null) throw badUserInput('Give first or last, not both.', 'last');
  if (after != null && before != null) throw badUserInput('Give after or before, not both.', 'before');
  if (first != null && before != null) throw badUserInput('before goes with last, not with first.', 'before');
  if (last != null && after != null) throw badUserInput('after goes with first, not with last.', 'after');
  const backward = last != null || before != null;
  const size = pageSize(first ?? last, backward ? 'last' : 'first');
  const cursor = after ?? before;
  const position = cursor == null ? null : decodeCursor(order, cursor);
  if (cursor != null && !position) {
    const argument = backward ? 'before' : 'after';
    throw badUserInput(`${argument} is not a cursor of this list in this order.`, argument);
  }
  return { size, backward, position };
}

/** Loads a page of a root field's list. */
export async function loadPage<Row>(list: Pagination<Row>, args: PageArgs): Promise<Page<Row>> {
  return {
    slice: await list.findPage(toWindow(args, list.order)),
    cursorOf: (row) => encodeCursor(list.order, row),
    countAll: () => list.count(),
  };
}

/**
 * Loads a page of a row's list, in one statement for all rows of a level that request the same page.
 * @param name identifies the list and its filter among the operation's loaders; the page's arguments are added to it
 */
export async function loadPageOf<Row>(
  context: Context,
  { name, column, id }: { name: string; column: keyof Row & string; id: string },
  list: Pagination<Row>,
  args: PageArgs,
): Promise<Page<Row>> {
  const key = `${name}:${args.first}:${args.after}:${args.last}:${args.before}`;
  const slices = context.loader<string, Slice<Row>>(`${key}:rows`, () => {
    const window = toWindow(args, list.order);
    return new DataLoader((ids) => list.findPageOfEach({ column, ids }, window));
  });
  const counts = () =>
    context.loader<string, number>(
      `${name}:count`,
      () => new DataLoader((ids) => list.countOfEach({ column, ids })),
    );
  return {
    slice: await slices.load(id),
    cursorOf: (row) => encodeCursor(list.order, row),
    countAll: () => counts().load(id),
  };
}

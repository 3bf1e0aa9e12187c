import type { ArgBuilder, ObjectRef, OutputRef } from '@pothos/core';
import DataLoader from 'dataloader';
import {
  decodeCursor,
  encodeCursor,
  type Keyset,
  type Slice,
  type Window,
} from '../platform/postgres/keyset.ts';
import type { Pagination } from '../platform/postgres/pagination.ts';
import { pageOf } from './abilities.ts';
import { builder, type Types } from './builder.ts';
import { badUserInput, type Context } from './context.ts';

/** A page of a list, in the shape of the Relay types that `pageType` adds. */
export interface Page<Row> {
  slice: Slice<Row>;
  cursorOf(row: Row): string;
  countAll(): Promise<number>;
}

const PageInfo = builder.objectRef<Page<unknown>>('PageInfo').implement({
  description: 'The position of a page in its list, as in the Relay cursor connections specification.',
  fields: (t) => ({
    hasNextPage: t.boolean({
      description: 'Whether there are items after this page: continue with `after: endCursor`.',
      resolve: ({ slice }) => slice.hasNextPage,
    }),
    hasPreviousPage: t.boolean({
      description: 'Whether there are items before this page: continue with `before: startCursor`.',
      resolve: ({ slice }) => slice.hasPreviousPage,
    }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first item. Null for an empty page.',
      resolve: (page) => cursorAt(page, 0),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'The cursor of the last item. Null for an empty page.',
      resolve: (page) => cursorAt(page, -1),
    }),
  }),
});

function cursorAt(page: Page<unknown>, index: number): string | null {
  const row = page.slice.rows.at(index);
  return row === undefined ? null : page.cursorOf(row);
}

interface Edge<Row> {
  page: Page<Row>;
  node: Row;
}

/**
 * Makes `NameConnection` and `NameEdge`: a page of a list of nodes.
 * @param name the type of the nodes
 */
export function pageType<Row>(
  name: string,
  node: OutputRef<Row>,
  { counted = true } = {},
): ObjectRef<Types, Page<Row>> {
  const EdgeType = builder.objectRef<Edge<Row>>(`${name}Edge`).implement({
    description: `An item of a \`${name}Connection\` with its cursor.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'The position of the item, for the arguments `after` and `before`.',
        resolve: ({ page, node }) => page.cursorOf(node),
      }),
      node: t.field({
        type: node,
        description: 'The item.',
        resolve: (edge) => edge.node as never,
      }),
    }),
  });
  pageOf(name, `${name}Edge`, `${name}Connection`);
  const PageType = builder.objectRef<Page<Row>>(`${name}Connection`);
  PageType.implement({
    description: `A page of a list of \`${name}\` objects, as in the Relay cursor connections specification.`,
    fields: (t) => ({
      edges: t.field({
        type: [EdgeType],
        description: 'The items of the page, each with its cursor.',
        resolve: (page) => page.slice.rows.map((row) => ({ page, node: row })),
      }),
      nodes: t.field({
        type: [node],
        description: 'The items of the page, without their cursors.',
        resolve: (page) => page.slice.rows as never,
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Whether there are more items, and the cursors to continue with.',
        resolve: (page) => page as Page<unknown>,
      }),
    }),
  });
  if (counted) {
    builder.objectField(PageType, 'totalCount', (t) =>
      t.int({
        description: 'The number of items on all pages. It is counted only if selected.',
        resolve: (page) => page.countAll(),
      }),
    );
  }
  return PageType;
}

/** The paths to a page's rows in its selection. */
export const NODE_PATHS = [['edges', 'node'], ['nodes']] as const;

export const DEFAULT_SIZE = 20;
export const MAX_SIZE = 100;

/** The arguments of every list. */
export function pageArgs(arg: ArgBuilder<Types>) {
  return {
    first: arg.int({
      description: `Returns the first *n* items, after \`after\` if given (default ${DEFAULT_SIZE}, maximum ${MAX_SIZE}).`,
    }),
    after: arg.string({
      description: 'Returns items after this cursor. Cannot be combined with `last` or `before`.',
    }),
    last: arg.int({
      description: `Returns the last *n* items, before \`before\` if given (default ${DEFAULT_SIZE} with \`before\`, maximum ${MAX_SIZE}). Cannot be combined with \`first\`.`,
    }),
    before: arg.string({
      description: 'Returns items before this cursor. Cannot be combined with `first` or `after`.',
    }),
  };
}

export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

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

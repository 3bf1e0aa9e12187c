import type { ArgBuilder, ObjectRef, OutputRef } from '@pothos/core';
import type { Slice } from '../platform/postgres/keyset.ts';
import { pageOf } from './abilities.ts';
import { builder, type Types } from './builder.ts';

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
    description: `An item of \`${name}Connection\` with its cursor.`,
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

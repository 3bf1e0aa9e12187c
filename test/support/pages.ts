import { expect } from 'vitest';
import type { Answer } from './caller.ts';

/** To be asked of every page of a list that is walked. */
export const PAGE = 'edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

/** Asks for one page of a list: its nodes, and `PAGE`. */
export type ReadPage = (
  window: { first: number; after: string | null } | { last: number; before: string | null },
) => Promise<Answer>;

/** Reads a list from its start, page by page; every page tells rightly what lies on either side of it. */
export async function walkForward(read: ReadPage, size: number): Promise<Answer[]> {
  const nodes = [];
  for (let after: string | null = null; ; ) {
    const page: Answer = await read({ first: size, after });
    checkPage(page, size);
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return nodes;
    expect(page.nodes).toHaveLength(size);
    after = page.pageInfo.endCursor;
  }
}

/** Reads a list from its end, page by page; the answer is in the list's order all the same. */
export async function walkBackward(read: ReadPage, size: number): Promise<Answer[]> {
  const nodes = [];
  for (let before: string | null = null; ; ) {
    const page: Answer = await read({ last: size, before });
    checkPage(page, size);
    expect(page.pageInfo.hasNextPage).toBe(before !== null);
    nodes.unshift(...page.nodes);
    if (!page.pageInfo.hasPreviousPage) return nodes;
    expect(page.nodes).toHaveLength(size);
    before = page.pageInfo.startCursor;
  }
}

function checkPage({ nodes, edges, pageInfo }: Answer, size: number): void {
  expect(nodes.length).toBeLessThanOrEqual(size);
  expect(edges).toHaveLength(nodes.length);
  expect(pageInfo.startCursor).toBe(edges.at(0)?.cursor ?? null);
  expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
}

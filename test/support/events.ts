import { expect } from 'vitest';
import type { Answer, Caller } from './caller.ts';

/** The names of an account's events so far, oldest first, as its log tells them. */
export async function eventNames(caller: Caller, types: string[] | null = null): Promise<string[]> {
  const { events } = await caller.run(
    `query($types: [EventType!]) {
      events(first: 100, types: $types) { nodes { name } pageInfo { hasNextPage } }
    }`,
    { types },
  );
  expect(events.pageInfo.hasNextPage).toBe(false);
  return events.nodes.map(({ name }: Answer) => name);
}

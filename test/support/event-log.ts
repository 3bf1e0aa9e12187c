import type { Gateway } from '../../src/platform/gateway.ts';
import { type Answer, Caller } from './caller.ts';

/** Another program with the same key, on a connection of its own. */
export function anotherOf({ url, token, accountId }: Caller): Caller {
  return new Caller({ url, token, accountId });
}

/** The cursors of an account's log so far, oldest first: all of them, page by page. */
export async function readCursors(caller: Caller): Promise<string[]> {
  const cursors: string[] = [];
  for (let hasNextPage = true; hasNextPage; ) {
    const { events }: Answer = await caller.run(
      'query($after: String) { events(first: 100, after: $after) { nodes { cursor } pageInfo { hasNextPage } } }',
      { after: cursors.at(-1) },
    );
    cursors.push(...events.nodes.map(({ cursor }: Answer) => cursor));
    hasNextPage = events.pageInfo.hasNextPage;
  }
  return cursors;
}

/** Where an account's log ends: a listener that begins there hears all that comes. It may not be empty. */
export async function endOfLog(caller: Caller): Promise<string> {
  return (await readCursors(caller)).at(-1)!;
}

/**
 * Adds events to an account's log as if that much had happened, in one transaction and without a hint.
 * They tell of a connection, or of nothing that there is.
 */
export async function appendEvents(
  { database: { pool } }: Gateway,
  caller: Caller,
  { count, connectionId = null }: { count: number; connectionId?: string | null },
): Promise<void> {
  await pool.query(
    `WITH log AS (
       UPDATE "Account" SET "eventSeq" = "eventSeq" + $2 WHERE id = $1 RETURNING "eventSeq" - $2 AS newest
     )
     INSERT INTO "Event" ("accountId", seq, id, type, "occurredAt", "connectionId")
     SELECT $1, newest + n, gen_random_uuid(), 'CLIENT_UPDATED', now(), coalesce($3, gen_random_uuid())
     FROM log, generate_series(1, $2) AS n`,
    [uuidOf(caller.accountId), count, connectionId && uuidOf(connectionId)],
  );
}

export function uuidOf(globalId: string): string {
  return globalId.split('_')[1]!;
}

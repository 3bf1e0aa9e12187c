import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Caller } from '../support/caller.ts';
import { openStream } from '../support/event-stream.ts';
import { isTurnedAway } from './nodes.ts';

/** What a listener wants to hear. */
export interface Wish {
  /** A field of Subscription, with its arguments. */
  field: string;
  /** What of it is asked for, besides what each event has. */
  selection?: string;
  /** As `Query.events` takes them; all where there are none. */
  types?: readonly string[];
}

export type Way = 'socket' | 'stream';

export interface Told {
  id: string;
  cursor: string;
}

/** One who holds on to any node that is there, and goes on behind the last event that it was told. */
export interface HeldListener {
  readonly wish: Wish;
  readonly way: Way;
  readonly caller: Caller;
  readonly told: Told[];
  /** So often it had lost its node. */
  reconnections: number;
  /** What nobody should be told. */
  readonly faults: string[];
  stop(): Promise<void>;
}

/** Before it tries the next node. */
const RETRY_MS = 50;

/**
 * @param after a cursor; it wants to hear all that comes behind it
 * @param turn whom it tries first
 */
export function holdListener(
  caller: Caller,
  {
    wish,
    way,
    after,
    urls,
    turn,
  }: { wish: Wish; way: Way; after: string; urls: readonly string[]; turn: number },
): HeldListener {
  const query = `subscription($after: String) { told: ${wish.field} { id cursor ${wish.selection ?? ''} } }`;
  const told: Told[] = [];
  const faults: string[] = [];
  let current: AsyncIterator<unknown> | undefined;
  let isOver = false;

  /** Until the connection breaks off. */
  async function visit(url: string): Promise<void> {
    const there = new Caller({ url, token: caller.token, accountId: caller.accountId });
    const results = open[way](there, query, { after: told.at(-1)?.cursor ?? after });
    current = results;
    for await (const result of results as AsyncIterable<{ data?: { told: Told } | null; errors?: unknown }>) {
      if (result.errors || !result.data) faults.push(JSON.stringify(result));
      else told.push(result.data.told);
    }
  }

  async function hold(): Promise<void> {
    for (let next = turn; !isOver; next += 1) {
      const lost = await visit(urls[next % urls.length]!).catch((error: unknown) => error);
      if (isOver) return;
      if (!isTurnedAway(lost)) listener.reconnections += 1;
      await pause(RETRY_MS);
    }
  }

  const listener: HeldListener = {
    ...{ wish, way, caller, told, faults, reconnections: 0 },
    async stop() {
      isOver = true;
      await current?.return?.();
      await held;
    },
  };
  const held = hold();
  return listener;
}

const open: Record<
  Way,
  (caller: Caller, query: string, variables: { after: string }) => AsyncIterableIterator<unknown>
> = {
  stream: openStream,
  socket({ url, token }, query, variables) {
    // One connection for one subscription: it is closed with it.
    const client = createClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    return client.iterate({ query, variables });
  },
};

/** Where two logs part; null where they are the same. */
export function difference(told: Told[], log: Told[]): object | null {
  const longer = told.length > log.length ? told : log;
  const index = longer.findIndex(
    (_, at) => told[at]?.cursor !== log[at]?.cursor || told[at]?.id !== log[at]?.id,
  );
  return index < 0 ? null : { index, told: told.slice(index, index + 3), log: log.slice(index, index + 3) };
}

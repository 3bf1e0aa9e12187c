import type { Event } from '../generated/prisma/client.ts';
import { type Database, readAccount } from './database.ts';
import { type EventHints, openEventHints } from './event-hints.ts';
import type { Logger } from './log.ts';

/**
 * The accounts' event logs, as listeners follow them.
 *
 * A listener pulls: it holds its own position in the log, and reads on from there as fast as it can
 * take events, out of memory while it keeps up and out of the table when it does not. So there is no
 * queue that could overflow, nothing is told twice, and a gap is impossible: the log has none.
 */
export interface EventFeed {
  /** Tells listeners, here and at other nodes, that an account's log has grown. Called after commit. */
  announce(accountId: string): void;
  /** The events after a position, first those that happened already, then each as it happens. */
  follow(accountId: string, after: bigint, signal: AbortSignal): AsyncGenerator<Event, void>;
  /** The position of an account's newest event. */
  position(accountId: string): Promise<bigint>;
  /** Ends every listener. */
  close(): Promise<void>;
}

const RECENT_EVENTS = 1_000;
const REPLAY_BATCH = 500;
const POLL_MS = 1_000;

const READ_AFTER = `SELECT * FROM "Event" WHERE "accountId" = $1 AND seq > $2 ORDER BY seq LIMIT ${REPLAY_BATCH}`;

/** The newest part of one account's log, kept in memory while anybody listens. */
interface Tail {
  accountId: string;
  listeners: number;
  /** `recent` holds the events after `floor` up to `head`, without a gap. */
  floor: bigint;
  head: bigint;
  recent: Event[];
  refreshing: boolean;
  /** Set when a hint arrives during a refresh, which may have read too early to see it. */
  hinted: boolean;
  waiting: Set<() => void>;
}

export function openEventFeed(database: Database, databaseUrl: string, log: Logger): EventFeed {
  const tails = new Map<string, Tail>();
  let closed = false;

  function readAfter(accountId: string, position: bigint): Promise<Event[]> {
    return readAccount(database, accountId).rows<Event>(READ_AFTER, [position]);
  }

  async function position(accountId: string): Promise<bigint> {
    const account = await database.prisma.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { eventSeq: true },
    });
    return account.eventSeq;
  }

  async function refresh(tail: Tail): Promise<void> {
    if (tail.refreshing) {
      tail.hinted = true;
      return;
    }
    tail.refreshing = true;
    try {
      let events: Event[];
      do {
        tail.hinted = false;
        events = await readAfter(tail.accountId, tail.head);
        append(tail, events);
      } while (tail.hinted || events.length === REPLAY_BATCH);
    } catch (error) {
      // The next hint or poll tries again.
      log.warn({ error }, 'Reading the event log failed.');
    } finally {
      tail.refreshing = false;
    }
  }

  async function poll(): Promise<void> {
    const accountIds = [...tails.keys()];
    if (accountIds.length === 0) return;
    try {
      const accounts = await database.prisma.account.findMany({
        where: { id: { in: accountIds } },
        select: { id: true, eventSeq: true },
      });
      for (const { id, eventSeq } of accounts) {
        const tail = tails.get(id);
        if (tail && tail.head < eventSeq) void refresh(tail);
      }
    } catch (error) {
      log.warn({ error }, 'Polling the event logs failed.');
    }
  }

  function hear(accountId: string): void {
    const tail = tails.get(accountId);
    if (tail) void refresh(tail);
  }

  const hints: EventHints = openEventHints(database, databaseUrl, hear, log);
  const polling = setInterval(() => void poll(), POLL_MS);
  polling.unref();

  async function join(accountId: string): Promise<Tail> {
    const head = await position(accountId);
    let tail = tails.get(accountId);
    if (!tail) {
      tail = {
        accountId,
        listeners: 0,
        floor: head,
        head,
        recent: [],
        refreshing: false,
        hinted: false,
        waiting: new Set(),
      };
      tails.set(accountId, tail);
    }
    tail.listeners += 1;
    // What was committed between the reading and now has had its hint before there was a tail to hear it.
    void refresh(tail);
    return tail;
  }

  function leave(tail: Tail): void {
    tail.listeners -= 1;
    if (tail.listeners === 0) tails.delete(tail.accountId);
  }

  return {
    announce(accountId) {
      hear(accountId);
      hints.send(accountId);
    },
    position,
    async *follow(accountId, after, signal) {
      const tail = await join(accountId);
      let reached = after;
      try {
        while (!closed && !signal.aborted) {
          const events =
            reached < tail.floor ? await readAfter(accountId, reached) : newerThan(reached, tail.recent);
          for (const event of events) {
            if (closed || signal.aborted) return;
            reached = event.seq;
            yield event;
          }
          if (events.length === 0 && !closed) await growth(tail, reached, signal);
        }
      } finally {
        leave(tail);
      }
    },
    async close() {
      closed = true;
      clearInterval(polling);
      for (const tail of tails.values()) wake(tail);
      await hints.close();
    },
  };
}

function append(tail: Tail, events: Event[]): void {
  const last = events.at(-1);
  if (!last) return;
  tail.recent.push(...events);
  tail.head = last.seq;
  const surplus = tail.recent.length - RECENT_EVENTS;
  if (surplus > 0) tail.floor = tail.recent.splice(0, surplus).at(-1)!.seq;
  wake(tail);
}

function newerThan(position: bigint, recent: Event[]): Event[] {
  let first = recent.length;
  while (first > 0 && recent[first - 1]!.seq > position) first -= 1;
  return recent.slice(first);
}

function wake(tail: Tail): void {
  for (const resume of [...tail.waiting]) resume();
}

/** Resolves once the log has grown past a position, or the listener is to end. */
function growth(tail: Tail, position: bigint, signal: AbortSignal): Promise<void> {
  if (tail.head > position || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const resume = () => {
      tail.waiting.delete(resume);
      signal.removeEventListener('abort', resume);
      resolve();
    };
    tail.waiting.add(resume);
    signal.addEventListener('abort', resume);
  });
}

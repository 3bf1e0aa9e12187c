import { findEventsAfter } from '../events/find-events.ts';
import type { Event } from '../generated/prisma/client.ts';
import { type EventFeed, EventsExpired, type LogExtent } from '../platform/event-feed.ts';
import type { Logger } from '../platform/log.ts';
import { readAccount } from '../platform/postgres/account-reader.ts';
import type { Database } from '../platform/postgres/database.ts';
import { type EventHints, type HintTransports, openEventHints } from './event-hints.ts';

const RECENT_EVENTS = 1_000;
const REPLAY_BATCH = 500;
const POLL_MS = 1_000;

/** The newest part of one account's log, cached in memory while it has subscribers. */
interface Tail {
  accountId: string;
  listeners: number;
  /** `recent` holds the events after this position up to `head`, without gaps. */
  recentAfter: bigint;
  head: bigint;
  recent: Event[];
  refreshing: boolean;
  /** Set when a hint arrives during a refresh, which may have read too early to see it. */
  hinted: boolean;
  waiting: Set<() => void>;
}

export function openEventFeed(database: Database, hintTransports: HintTransports, log: Logger): EventFeed {
  const tails = new Map<string, Tail>();
  let closed = false;

  async function extent(accountId: string): Promise<LogExtent> {
    const { eventPrunedSeq, eventSeq } = await database.prisma.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { eventPrunedSeq: true, eventSeq: true },
    });
    return { prunedSeq: eventPrunedSeq, newest: eventSeq };
  }

  async function readTable(accountId: string, position: bigint): Promise<Event[]> {
    const reader = readAccount(database, accountId);
    const { rows: events } = await findEventsAfter(database, reader, { position, size: REPLAY_BATCH });
    const [first] = events;
    if (first && first.seq > position + 1n) throw new EventsExpired(first.seq - 1n);
    return events;
  }

  async function readAfter(accountId: string, position: bigint): Promise<Event[]> {
    const tail = tails.get(accountId);
    if (tail && position >= tail.recentAfter && position < tail.head) return newerThan(position, tail.recent);
    const events = await readTable(accountId, position);
    if (events.length > 0) return events;
    // Either the position is the newest, or every event after it is pruned.
    const { prunedSeq } = await extent(accountId);
    if (position < prunedSeq) throw new EventsExpired(prunedSeq);
    return events;
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
        events = await readTable(tail.accountId, tail.head);
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

  function onHint(accountId: string): void {
    const tail = tails.get(accountId);
    if (tail) void refresh(tail);
  }

  const hints: EventHints = openEventHints(database, hintTransports, onHint, log);
  const polling = setInterval(() => void poll(), POLL_MS);
  polling.unref();

  async function join(accountId: string): Promise<Tail> {
    const { newest: head } = await extent(accountId);
    let tail = tails.get(accountId);
    if (!tail) {
      tail = {
        accountId,
        listeners: 0,
        recentAfter: head,
        head,
        recent: [],
        refreshing: false,
        hinted: false,
        waiting: new Set(),
      };
      tails.set(accountId, tail);
    }
    tail.listeners += 1;
    // Events committed after the source was opened sent their hint before this tail existed.
    void refresh(tail);
    return tail;
  }

  function leave(tail: Tail): void {
    tail.listeners -= 1;
    if (tail.listeners === 0) tails.delete(tail.accountId);
  }

  return {
    announce(accountId) {
      onHint(accountId);
      hints.send(accountId);
    },
    head: (accountId) => tails.get(accountId)?.head ?? 0n,
    extent,
    readAfter,
    async *follow(accountId, after, signal) {
      const tail = await join(accountId);
      let reached = after;
      try {
        while (!closed && !signal.aborted) {
          if (reached >= tail.head) {
            await waitForAppend(tail, reached, signal);
            continue;
          }
          const events = await readAfter(accountId, reached);
          if (closed || signal.aborted) return;
          reached = events.at(-1)?.seq ?? reached;
          if (events.length > 0) yield events;
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
  if (surplus > 0) tail.recentAfter = tail.recent.splice(0, surplus).at(-1)!.seq;
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

/** Resolves once the log extends beyond a position, or the subscription is aborted. */
function waitForAppend(tail: Tail, position: bigint, signal: AbortSignal): Promise<void> {
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

import { setTimeout as delay, setImmediate as nextTick } from 'node:timers/promises';
import type { EventSource } from '../events/event-source.ts';
import type { Event } from '../generated/prisma/client.ts';
import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { emitInBatches } from './emit-in-batches.ts';
import { type Operation, type SerializedEvent, serializeEvent } from './serialized-event.ts';

/** Receives each event as it happens. */
export interface LiveListener {
  /** @returns false if it is full: it leaves the group after these events */
  write(events: readonly SerializedEvent[]): boolean;
  /** Called after it has left because it was full, or because the server stops. */
  onLeft(position: bigint): void;
}

/** The listeners of one account with the same operation and abilities: all receive the same events. */
export interface TailGroup {
  /** Every live listener has received the events up to this position, or is receiving the last of them. */
  readonly position: bigint;
  /** Returns a batch of the events after a position that is before the group's. */
  readAfter(position: bigint): Promise<Event[]>;
  /** Returns null for an event that does not match the group's operation. */
  serialize(event: Event): Promise<SerializedEvent | null>;
  /** Whether there are no more events to come. */
  readonly isOver: boolean;
  /** The listener must have received every event up to the group's position, with no `await` in between. */
  join(listener: LiveListener): void;
  leave(listener: LiveListener): void;
  close(): void;
}

/** The writes per iteration of the event loop, so that other work need not wait for all of them. */
const WRITES_PER_TICK = 250;
/** Serves listeners that reconnect together after a while, each with its cursor. */
const CACHED_EVENTS = 200;
/**
 * An event shows its subject as it is when the event is emitted. It is resolved again once another event has
 * happened, and after this time, as not every change has an event.
 */
const CACHE_MS = 1_000;
/** The pause after a failure, such as a database that is unavailable. */
const RETRY_MS = 1_000;

export function openTailGroup(
  gateway: Gateway,
  { actor, operation, source }: { actor: KeyActor; operation: Operation; source: EventSource },
): TailGroup {
  const { accountId } = actor;
  const { events, log } = gateway;
  const closing = new AbortController();
  const live = new Set<LiveListener>();
  const recent = new Map<bigint, { at: number; head: bigint; serialized: Promise<SerializedEvent> }>();
  let position = source.newest;
  let isOver = false;

  async function serialize(event: Event): Promise<SerializedEvent | null> {
    if (!source.isWanted(event)) return null;
    const now = performance.now();
    const head = events.head(accountId);
    const cached = recent.get(event.seq);
    if (cached && cached.head === head && now - cached.at < CACHE_MS) return cached.serialized;
    const serialized = serializeEvent(event, { operation, gateway, actor });
    recent.delete(event.seq);
    recent.set(event.seq, { at: now, head, serialized });
    evictOld(now);
    return serialized;
  }

  function evictOld(now: number): void {
    for (const [seq, { at }] of recent) {
      if (recent.size <= CACHED_EVENTS && now - at < CACHE_MS) return;
      recent.delete(seq);
    }
  }

  async function emit(emitted: readonly SerializedEvent[]): Promise<void> {
    const last = emitted.at(-1);
    if (!last) return;
    // Listeners that join from here on have received these events already.
    let writes = 0;
    for (const listener of [...live]) {
      if (!live.has(listener)) continue;
      if (!listener.write(emitted)) {
        live.delete(listener);
        listener.onLeft(last.seq);
      }
      writes += 1;
      if (writes % WRITES_PER_TICK === 0) await nextTick();
    }
    // Lets the sockets flush between batches, however many batches there are.
    await nextTick();
  }

  async function follow(): Promise<void> {
    for await (const happened of events.follow(accountId, position, closing.signal)) {
      for await (const batch of emitInBatches(happened, serialize)) {
        ({ position } = batch);
        await emit(batch.emitted);
      }
    }
    isOver = true;
    for (const listener of live) listener.onLeft(position);
    live.clear();
  }

  async function keepFollowing(): Promise<void> {
    while (!isOver) {
      await follow().catch(async (error) => {
        log.error({ error }, 'Following an event log failed; retrying.');
        await delay(RETRY_MS);
      });
    }
  }

  void keepFollowing();

  return {
    get position() {
      return position;
    },
    get isOver() {
      return isOver;
    },
    readAfter: (after) => events.readAfter(accountId, after),
    serialize,
    join: (listener) => void live.add(listener),
    leave: (listener) => void live.delete(listener),
    close: () => closing.abort(),
  };
}

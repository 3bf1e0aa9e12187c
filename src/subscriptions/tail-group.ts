import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { EventSource } from '../events/event-source.ts';
import type { Event } from '../generated/prisma/client.ts';
import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { emitInBatches } from './emit-in-batches.ts';
import { type Operation, type SerializedEvent, serializeEvent } from './serialized-event.ts';

/** One who hears each event as it happens. */
export interface LiveListener {
  /** @returns false when it can take no more for now: then it has left, after these events */
  write(told: readonly SerializedEvent[]): boolean;
  /** It has left; where it was told all, because there is nothing more to come: the server stops. */
  onLeft(position: bigint): void;
}

/**
 * The listeners of one account that asked for the same, with the same abilities: what one of them is told
 * the others are told, too.
 */
export interface TailGroup {
  /** All live listeners have been told the events up to here, or are being told the last of them. */
  readonly position: bigint;
  /** Some of the events after a position, which lies before the group's. */
  readAfter(position: bigint): Promise<Event[]>;
  /** Null for one that nobody of the group wants to hear. */
  serialize(event: Event): Promise<SerializedEvent | null>;
  /** Whether there is nothing more to come. */
  readonly isOver: boolean;
  /** For one that has been told all up to the group's position, before anything is awaited. */
  join(listener: LiveListener): void;
  leave(listener: LiveListener): void;
  close(): void;
}

/** So many are told in one turn of the event loop: others are not to wait for all of them. */
const EMITTED_PER_TURN = 250;
/** For listeners that come back together after a while, each with its cursor. */
const CACHED_EVENTS = 200;
/**
 * An event shows what it is about as that is when it is told: it is looked at anew once another has happened,
 * and after a while, as not everything has an event.
 */
const CACHE_MS = 1_000;
/** After a fault: the database is away, say. */
const PAUSE_MS = 1_000;

export function openTailGroup(
  gateway: Gateway,
  { actor, operation, source }: { actor: KeyActor; operation: Operation; source: EventSource },
): TailGroup {
  const { accountId } = actor;
  const { events, log } = gateway;
  const closing = new AbortController();
  const live = new Set<LiveListener>();
  const recent = new Map<bigint, { at: number; head: bigint; told: Promise<SerializedEvent> }>();
  let position = source.newest;
  let isOver = false;

  async function tell(event: Event): Promise<SerializedEvent | null> {
    if (!source.isWanted(event)) return null;
    const now = performance.now();
    const head = events.head(accountId);
    const kept = recent.get(event.seq);
    if (kept && kept.head === head && now - kept.at < CACHE_MS) return kept.told;
    const told = serializeEvent(event, { operation, gateway, actor });
    recent.delete(event.seq);
    recent.set(event.seq, { at: now, head, told });
    forgetOld(now);
    return told;
  }

  function forgetOld(now: number): void {
    for (const [seq, { at }] of recent) {
      if (recent.size <= CACHED_EVENTS && now - at < CACHE_MS) return;
      recent.delete(seq);
    }
  }

  async function tellAll(told: readonly SerializedEvent[]): Promise<void> {
    const last = told.at(-1);
    if (!last) return;
    // Those who join from here on have been told already.
    let inTurn = 0;
    for (const listener of [...live]) {
      if (!live.has(listener)) continue;
      if (!listener.write(told)) {
        live.delete(listener);
        listener.onLeft(last.seq);
      }
      inTurn += 1;
      if (inTurn % EMITTED_PER_TURN === 0) await nextTurn();
    }
    // However many events there are at once: what was written has to leave, too.
    await nextTurn();
  }

  async function follow(): Promise<void> {
    for await (const happened of events.follow(accountId, position, closing.signal)) {
      for await (const batch of emitInBatches(happened, tell)) {
        ({ position } = batch);
        await tellAll(batch.emitted);
      }
    }
    isOver = true;
    for (const listener of live) listener.onLeft(position);
    live.clear();
  }

  async function keepFollowing(): Promise<void> {
    while (!isOver) {
      await follow().catch(async (error) => {
        log.error({ error }, 'Following an event log failed; it is tried again.');
        await delay(PAUSE_MS);
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
    serialize: tell,
    join: (listener) => void live.add(listener),
    leave: (listener) => void live.delete(listener),
    close: () => closing.abort(),
  };
}

import type { ExecutionResult, GraphQLError } from 'graphql';
import type { EventSource } from '../events/event-source.ts';
import { cursorExpired, listenerTooSlow } from '../events/graphql-errors.ts';
import { EventsExpired } from '../platform/event-feed.ts';
import { emitInBatches } from './emit-in-batches.ts';
import type { SerializedEvent } from './serialized-event.ts';
import type { LiveListener, TailGroup } from './tail-group.ts';

/** Where a subscriber's events are written: a WebSocket or a stream. */
export interface Sink {
  /** Always accepts the events. @returns false if the sink is full until it is drained */
  write(events: readonly SerializedEvent[]): boolean;
  /** Resolves when the sink can accept more, and when it is closed. */
  drained(): Promise<void>;
}

/** An accepted subscription. */
export interface Subscription {
  /**
   * Writes events until the subscription ends. Called once.
   * @returns the final result, which says why it ended; null if the subscriber ended it
   */
  emitTo(sink: Sink): Promise<ExecutionResult | null>;
  /** @param lastResult why it ends; null if the subscriber ends it */
  end(lastResult: ExecutionResult | null): void;
}

/** A subscriber is too slow if it stalls and is more events behind than this. */
const MAX_BEHIND = 1_000n;

interface SubscribeOptions {
  accountId: string;
  source: EventSource;
  /** How long the subscriber may accept nothing, however many events there are. */
  stallMs: number;
  /** Called when the subscription ends. */
  onEnd: () => void;
}

/**
 * Emits the log to one subscriber from its own position: past events as fast as it accepts them, then live events
 * with the others of its group. Nothing is queued for a slow subscriber: it reads on from its position in the log.
 */
export function subscribe(
  group: TailGroup,
  { accountId, source, stallMs, onEnd }: SubscribeOptions,
): Subscription {
  let position = source.after;
  let isBegun = false;
  let isEnded = false;
  let lastResult: ExecutionResult | null = null;
  let leaveGroup: (() => void) | null = null;

  async function catchUp(sink: Sink): Promise<void> {
    while (!isEnded && position < group.position) {
      // Later events arrive with the group's.
      const missed = (await group.readAfter(position)).filter(({ seq }) => seq <= group.position);
      for await (const batch of emitInBatches(missed, group.serialize)) {
        if (isEnded) return;
        ({ position } = batch);
        if (batch.emitted.length > 0 && !sink.write(batch.emitted)) await sink.drained();
      }
    }
  }

  /** Resolves when the sink is full, or the subscription ends. */
  function listenLive(sink: Sink): Promise<void> {
    return new Promise((resolve) => {
      const listener: LiveListener = {
        write(events) {
          // A cursor from another node can be ahead of the group: its events were received there.
          const next = events[0]!.seq > position ? events : events.filter(({ seq }) => seq > position);
          return next.length === 0 || sink.write(next);
        },
        onLeft(reached) {
          if (reached > position) position = reached;
          resolve();
        },
      };
      leaveGroup = () => {
        group.leave(listener);
        resolve();
      };
      group.join(listener);
    });
  }

  async function emitTo(sink: Sink): Promise<void> {
    while (!isEnded) {
      await catchUp(sink);
      if (isEnded || group.isOver) return;
      await listenLive(sink);
      if (isEnded || group.isOver) return;
      const fullAt = performance.now();
      await sink.drained();
      const hasStalled = performance.now() - fullAt >= stallMs;
      if (hasStalled && group.position - position > MAX_BEHIND) throw listenerTooSlow(accountId, position);
    }
  }

  return {
    async emitTo(sink) {
      if (isEnded) return lastResult;
      isBegun = true;
      try {
        await emitTo(sink);
        return lastResult;
      } catch (error) {
        return { errors: [toLastError(accountId, error)] };
      } finally {
        isEnded = true;
        onEnd();
      }
    },
    end(result) {
      if (isEnded) return;
      isEnded = true;
      lastResult = result;
      leaveGroup?.();
      if (!isBegun) onEnd();
    },
  };
}

/** Internal errors are masked before they are sent. */
function toLastError(accountId: string, error: unknown): GraphQLError {
  return error instanceof EventsExpired ? cursorExpired(accountId, error.prunedSeq) : (error as GraphQLError);
}

import type { ExecutionResult, GraphQLError } from 'graphql';
import type { EventSource } from '../events/event-source.ts';
import { cursorExpired, listenerTooSlow } from '../events/graphql-errors.ts';
import { EventsExpired } from '../platform/event-feed.ts';
import { emitInBatches } from './emit-in-batches.ts';
import type { SerializedEvent } from './serialized-event.ts';
import type { LiveListener, TailGroup } from './tail-group.ts';

/** The way to a listener: a WebSocket or a stream. */
export interface Sink {
  /** Takes them in any case. @returns false when it can take no more until it is drained */
  write(told: readonly SerializedEvent[]): boolean;
  /** Resolves when it can take more, and when it never will any more. */
  drained(): Promise<void>;
}

/** A subscription that has been let in. */
export interface Subscription {
  /**
   * Tells it all that happens, until it is ended. Called once.
   * @returns the last thing to say: why it was ended; null where that needs no words
   */
  emitTo(sink: Sink): Promise<ExecutionResult | null>;
  /** @param lastResult why; null where it is the listener who ends it */
  end(lastResult: ExecutionResult | null): void;
}

/** One that takes nothing for too long, and has missed more than this by then, is too slow. */
const MAX_BEHIND = 1_000n;

interface SubscribeOptions {
  accountId: string;
  source: EventSource;
  /** So long it may take nothing, however much happens. */
  stallMs: number;
  /** Is called when it is over. */
  onEnd: () => void;
}

/**
 * Tells one listener the log from its own position: what happened already as fast as it takes it, then, with the
 * others of its group, what happens. What it does not take is not queued: it is at its position in the log.
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
      // Those beyond come with the others.
      const missed = (await group.readAfter(position)).filter(({ seq }) => seq <= group.position);
      for await (const batch of emitInBatches(missed, group.serialize)) {
        if (isEnded) return;
        ({ position } = batch);
        if (batch.emitted.length > 0 && !sink.write(batch.emitted)) await sink.drained();
      }
    }
  }

  /** Resolves when it can take no more for now, or it is over. */
  function listenLive(sink: Sink): Promise<void> {
    return new Promise((resolve) => {
      const listener: LiveListener = {
        write: (told) => sink.write(told),
        onLeft(reached) {
          position = reached;
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

/** What is no error of the caller's is masked by the way out. */
function toLastError(accountId: string, error: unknown): GraphQLError {
  return error instanceof EventsExpired ? cursorExpired(accountId, error.floor) : (error as GraphQLError);
}

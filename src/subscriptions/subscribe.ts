import type { ExecutionResult, GraphQLError } from 'graphql';
import { cursorExpired, listenerTooSlow } from '../events/graphql-errors.ts';
import type { LogReading } from '../events/event-source.ts';
import { EventsForgotten } from './event-feed.ts';
import type { LiveListener, ReadingGroup } from './tail-group.ts';
import { tellInBatches } from './emit-in-batches.ts';
import type { ToldEvent } from './serialized-event.ts';

/** The way to a listener: a WebSocket or a stream. */
export interface Outlet {
  /** Takes them in any case. @returns false when it can take no more until it is drained */
  write(told: readonly ToldEvent[]): boolean;
  /** Resolves when it can take more, and when it never will any more. */
  drained(): Promise<void>;
}

/** A subscription that has been let in. */
export interface Listening {
  /**
   * Tells it all that happens, until it is ended. Called once.
   * @returns the last thing to say: why it was ended; null where that needs no words
   */
  tellTo(outlet: Outlet): Promise<ExecutionResult | null>;
  /** @param lastResult why; null where it is the listener who ends it */
  end(lastResult: ExecutionResult | null): void;
}

/** One that takes nothing for too long, and has missed more than this by then, is too slow. */
const MAX_BEHIND = 1_000n;

interface ListeningOptions {
  accountId: string;
  reading: LogReading;
  /** So long it may take nothing, however much happens. */
  stallMs: number;
  /** Is called when it is over. */
  onEnd: () => void;
}

/**
 * Tells one listener the log from its own position: what happened already as fast as it takes it, then, with the
 * others of its group, what happens. What it does not take is not queued: it is at its position in the log.
 */
export function openListening(
  group: ReadingGroup,
  { accountId, reading, stallMs, onEnd }: ListeningOptions,
): Listening {
  let position = reading.after;
  let isBegun = false;
  let isEnded = false;
  let lastResult: ExecutionResult | null = null;
  let leaveGroup: (() => void) | null = null;

  async function catchUp(outlet: Outlet): Promise<void> {
    while (!isEnded && position < group.position) {
      // Those beyond come with the others.
      const missed = (await group.readAfter(position)).filter(({ seq }) => seq <= group.position);
      for await (const batch of tellInBatches(missed, group.tell)) {
        if (isEnded) return;
        ({ position } = batch);
        if (batch.told.length > 0 && !outlet.write(batch.told)) await outlet.drained();
      }
    }
  }

  /** Resolves when it can take no more for now, or it is over. */
  function listenLive(outlet: Outlet): Promise<void> {
    return new Promise((resolve) => {
      const listener: LiveListener = {
        write: (told) => outlet.write(told),
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

  async function tellTo(outlet: Outlet): Promise<void> {
    while (!isEnded) {
      await catchUp(outlet);
      if (isEnded || group.isOver) return;
      await listenLive(outlet);
      if (isEnded || group.isOver) return;
      const fullAt = performance.now();
      await outlet.drained();
      const hasStalled = performance.now() - fullAt >= stallMs;
      if (hasStalled && group.position - position > MAX_BEHIND) throw listenerTooSlow(accountId, position);
    }
  }

  return {
    async tellTo(outlet) {
      if (isEnded) return lastResult;
      isBegun = true;
      try {
        await tellTo(outlet);
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
  return error instanceof EventsForgotten ? cursorExpired(accountId, error.floor) : (error as GraphQLError);
}

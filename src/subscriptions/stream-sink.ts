import type { ExecutionResult } from 'graphql';
import type { SerializedEvent } from './serialized-event.ts';
import type { Sink, Subscription } from './subscribe.ts';

/** A result that serializes itself. */
interface WrittenResult extends ExecutionResult {
  stringify(): string;
}

/**
 * Yoga writes `data: ` and the serialized result. The additional line gives the event an id, which browsers send
 * to resume (Last-Event-ID).
 */
function write({ json, cursor }: SerializedEvent): WrittenResult {
  return { stringify: () => `${json}\nid: ${cursor}` };
}

/** The limit of a stream's buffer. Later events are read from the log. */
const MAX_WAITING = 16;

/** Adapts a subscription to a consumer that pulls one result at a time. */
export function emitToStream(subscription: Subscription): AsyncIterableIterator<ExecutionResult, void> {
  const waiting: SerializedEvent[] = [];
  let last: ExecutionResult | null = null;
  let isOver = false;
  let begun = false;
  let wakeReader = () => {};
  let wakeWriter = () => {};

  const sink: Sink = {
    write(events) {
      waiting.push(...events);
      wakeReader();
      return waiting.length < MAX_WAITING;
    },
    async drained() {
      if (waiting.length === 0 || isOver) return;
      await new Promise<void>((resolve) => {
        wakeWriter = resolve;
      });
    },
  };

  async function start(): Promise<void> {
    last = await subscription.emitTo(sink);
    isOver = true;
    wakeReader();
  }

  function take(): IteratorResult<ExecutionResult, void> | null {
    const event = waiting.shift();
    if (waiting.length === 0) wakeWriter();
    if (event) return { done: false, value: write(event) };
    if (!isOver) return null;
    const value = last;
    last = null;
    return value ? { done: false, value } : { done: true, value: undefined };
  }

  return {
    async next() {
      if (!begun) void start();
      begun = true;
      for (;;) {
        const taken = take();
        if (taken) return taken;
        await new Promise<void>((resolve) => {
          wakeReader = resolve;
        });
      }
    },
    async return() {
      waiting.length = 0;
      subscription.end(null);
      isOver = true;
      wakeWriter();
      wakeReader();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

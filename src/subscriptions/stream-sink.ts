import type { ExecutionResult } from 'graphql';
import type { SerializedEvent } from './serialized-event.ts';
import type { Sink, Subscription } from './subscribe.ts';

/** A result that says how it is written. */
interface WrittenResult extends ExecutionResult {
  stringify(): string;
}

/**
 * The endpoint's library writes `data: ` and the result: with a line more the event has an id, too, by which
 * browsers resume (Last-Event-ID).
 */
function write({ json, cursor }: SerializedEvent): WrittenResult {
  return { stringify: () => `${json}\nid: ${cursor}` };
}

/** What may wait to be taken; the log keeps the rest. */
const MAX_WAITING = 16;

/** A subscription as one who takes a result at a time has it. */
export function emitToStream(subscription: Subscription): AsyncIterableIterator<ExecutionResult, void> {
  const waiting: SerializedEvent[] = [];
  let last: ExecutionResult | null = null;
  let isOver = false;
  let begun = false;
  let wakeReader = () => {};
  let wakeWriter = () => {};

  const sink: Sink = {
    write(told) {
      waiting.push(...told);
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

  async function tell(): Promise<void> {
    last = await subscription.emitTo(sink);
    isOver = true;
    wakeReader();
  }

  function take(): IteratorResult<ExecutionResult, void> | null {
    const told = waiting.shift();
    if (waiting.length === 0) wakeWriter();
    if (told) return { done: false, value: write(told) };
    if (!isOver) return null;
    const value = last;
    last = null;
    return value ? { done: false, value } : { done: true, value: undefined };
  }

  return {
    async next() {
      if (!begun) void tell();
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

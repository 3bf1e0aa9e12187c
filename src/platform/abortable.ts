/**
 * A generator that can be ended while it waits. A generator's own `return()` queues up behind a
 * pending `next()`, which for a listener may be the next event: hours away.
 * @param make hands the generator the signal that it must give up its waiting on
 */
export function abortable<Value>(
  make: (signal: AbortSignal) => AsyncGenerator<Value, void>,
): AsyncIterableIterator<Value, void> {
  const controller = new AbortController();
  const generator = make(controller.signal);
  return {
    next: () => generator.next(),
    return() {
      controller.abort();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

import type { ExecutionResult } from 'graphql';

/**
 * A subscription that something else may end: it is given a last result, which says why.
 * @param onEnd registers what ends it; @returns what takes that back, once it has ended by itself
 */
export function endable(
  results: AsyncGenerator<ExecutionResult, void, void>,
  lastResult: ExecutionResult,
  onEnd: (end: () => void) => () => void,
): AsyncIterableIterator<ExecutionResult, void> {
  let state: 'open' | 'ending' | 'ended' = 'open';
  const forget = onEnd(() => {
    if (state !== 'open') return;
    state = 'ending';
    // So ends its waiting for what happens next, too.
    void results.return();
  });

  function finish(): { done: true; value: undefined } {
    state = 'ended';
    forget();
    return { done: true, value: undefined };
  }

  return {
    async next() {
      if (state === 'ended') return finish();
      const next = state === 'open' ? await results.next() : undefined;
      if (state === 'ending') {
        finish();
        return { done: false, value: lastResult };
      }
      return next && !next.done ? next : finish();
    },
    async return() {
      finish();
      await results.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

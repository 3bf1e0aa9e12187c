import type { Clock } from './clock.ts';

/**
 * Limits how often a job searches for rare work.
 * @param run does some of the work, and returns whether there may be more
 * @returns the throttled job, which pauses for `everyMs` once there is no more
 */
export function throttle(clock: Clock, everyMs: number, run: () => Promise<boolean>): () => Promise<boolean> {
  let nextRun = 0;
  return async () => {
    const now = clock.now().getTime();
    if (now < nextRun) return false;
    if (await run()) return true;
    nextRun = now + everyMs;
    return false;
  };
}

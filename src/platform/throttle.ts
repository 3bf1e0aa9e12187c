import type { Clock } from './clock.ts';

/**
 * Work that is looked for now and then only, as there seldom is any.
 * @param look does some of it, and says whether there may be more
 * @returns the same, which leaves it alone for a while once there is no more
 */
export function throttle(
  clock: Clock,
  everyMs: number,
  look: () => Promise<boolean>,
): () => Promise<boolean> {
  let nextLook = 0;
  return async () => {
    const now = clock.now().getTime();
    if (now < nextLook) return false;
    if (await look()) return true;
    nextLook = now + everyMs;
    return false;
  };
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How often in a minute one network may do what. */
const PER_MINUTE = {
  /** Opens a page, or accepts. */
  page: 60,
  /** What an open page does by itself: it was looked at, or listens. */
  signal: 60,
  /** Each is a piece of work. */
  pdf: 20,
  /** Addresses of nothing: enough for a mistyped one, and nothing to guess keys with. */
  miss: 20,
} as const;

export type Limited = keyof typeof PER_MINUTE;

export interface PageLimits {
  /** Counts one. @returns the seconds to wait where it is one too many, or 0 */
  take(limited: Limited, network: string): Promise<number>;
  /** Without counting one. */
  secondsLeft(limited: Limited, network: string): Promise<number>;
}

/** Kept in memory: each node counts for itself, and a restart forgets. */
export function createPageLimits(): PageLimits {
  const limiters = Object.fromEntries(
    Object.entries(PER_MINUTE).map(([name, points]) => [
      name,
      new RateLimiterMemory({ points, duration: 60 }),
    ]),
  ) as Record<Limited, RateLimiterMemory>;
  return {
    async take(limited, network) {
      try {
        await limiters[limited].consume(network);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return toSeconds(refusal);
        throw refusal;
      }
    },
    async secondsLeft(limited, network) {
      const taken = await limiters[limited].get(network);
      return taken && taken.consumedPoints >= PER_MINUTE[limited] ? toSeconds(taken) : 0;
    },
  };
}

function toSeconds({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1_000));
}

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** The requests per minute that one network may make. */
const PER_MINUTE = {
  /** Opening a page, or accepting an estimate. */
  page: 60,
  /** Automatic requests of an open page: to report a view, or to open its live stream. */
  signal: 60,
  /** Lower, as rendering is expensive. */
  pdf: 20,
  /** Unknown addresses: enough for typing errors, too few to guess keys. */
  miss: 20,
} as const;

export type Limited = keyof typeof PER_MINUTE;

export interface PageLimits {
  /** Counts a request. @returns the seconds to wait if the limit is exceeded, or 0 */
  take(limited: Limited, network: string): Promise<number>;
  /** Returns the seconds to wait without counting a request. */
  secondsLeft(limited: Limited, network: string): Promise<number>;
}

/** Counts in memory: each node for itself, from zero after a restart. */
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
      } catch (error) {
        if (error instanceof RateLimiterRes) return toSeconds(error);
        throw error;
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

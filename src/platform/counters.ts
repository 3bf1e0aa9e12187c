import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Logger } from './log.ts';
import { connectRedis } from './redis/redis-connection.ts';

/** How much was counted under a key in its window, and how long that still lasts. */
export interface Count {
  count: number;
  msLeft: number;
}

/** Counts by key; a window begins with the first count, and ends as a whole. */
export interface Counter {
  add(key: string, units: number): Promise<Count>;
  takeBack(key: string, units: number): Promise<Count>;
}

export interface Counters {
  /** @param seconds how long a window lasts */
  counter(name: string, seconds: number): Counter;
  close(): Promise<void>;
}

/** Counts at Redis, for all nodes together, or in memory, for this node alone, where there is none. */
export async function openCounters(redisUrl: string | undefined, log: Logger): Promise<Counters> {
  const redis = redisUrl
    ? connectRedis(redisUrl, {
        onGone: (error) =>
          log.warn({ error: error?.message }, 'Redis is gone: this node counts limits by itself.'),
        onBack: () => log.info('Redis is back: limits are counted by all nodes together.'),
      })
    : null;
  await redis?.isReadyOrLate;
  return {
    counter(name, seconds) {
      // What is too much depends on who counts: here it is only counted.
      const most = Number.MAX_SAFE_INTEGER;
      const window = { keyPrefix: `billing-gateway:${name}`, duration: seconds, points: most };
      const own = new RateLimiterMemory(window);
      if (!redis) return toCounter(own, own, () => {});
      const storeClient = redis.client;
      const shared = new RateLimiterRedis({ ...window, storeClient, rejectIfRedisNotReady: true });
      return toCounter(shared, own, redis.reconnectIfLate);
    },
    close: async () => redis?.close(),
  };
}

type Limiter = Pick<RateLimiterMemory, 'penalty' | 'reward'>;

/** Whatever is wrong with Redis, this node goes on by its own counts. */
function toCounter(shared: Limiter, own: Limiter, onError: (error: Error) => void): Counter {
  async function call(method: 'penalty' | 'reward', key: string, units: number): Promise<Count> {
    const counted = await shared[method](key, units).catch((error) => {
      onError(error);
      return own[method](key, units);
    });
    return { count: counted.consumedPoints, msLeft: counted.msBeforeNext };
  }
  return {
    add: (key, units) => call('penalty', key, units),
    takeBack: (key, units) => call('reward', key, units),
  };
}

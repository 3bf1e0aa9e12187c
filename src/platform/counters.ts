import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Logger } from './log.ts';
import { connectRedis } from './redis/redis-connection.ts';

/** The count of a key in its window, and the time until the window ends. */
export interface Count {
  count: number;
  msLeft: number;
}

/** Counts by key in fixed windows, which start with the key's first count. */
export interface Counter {
  add(key: string, units: number): Promise<Count>;
  takeBack(key: string, units: number): Promise<Count>;
}

export interface Counters {
  /** @param seconds the length of a window */
  counter(name: string, seconds: number): Counter;
  close(): Promise<void>;
}

/** Counts in Redis for all nodes together; without Redis in memory, for this node alone. */
export async function openCounters(redisUrl: string | undefined, log: Logger): Promise<Counters> {
  const redis = redisUrl
    ? connectRedis(redisUrl, {
        onGone: (error) =>
          log.warn(
            { error: error?.message },
            'Redis is unavailable: this node counts rate limits by itself.',
          ),
        onBack: () => log.info('Redis is back: all nodes share rate limits again.'),
      })
    : null;
  await redis?.readyOrTimeout;
  return {
    counter(name, seconds) {
      // Limits differ by caller, so the counter itself has none.
      const most = Number.MAX_SAFE_INTEGER;
      const window = { keyPrefix: `billing-gateway:${name}`, duration: seconds, points: most };
      const own = new RateLimiterMemory(window);
      if (!redis) return toCounter(own, own, () => {});
      const storeClient = redis.client;
      const shared = new RateLimiterRedis({ ...window, storeClient, rejectIfRedisNotReady: true });
      return toCounter(shared, own, redis.reconnectIfTimeout);
    },
    close: async () => redis?.close(),
  };
}

type Limiter = Pick<RateLimiterMemory, 'penalty' | 'reward'>;

/** Falls back to this node's own counts if Redis fails. */
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

import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Logger } from './log.ts';

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

const READY_MS = 1_000;
const COMMAND_MS = 250;
const MAX_RETRY_MS = 2_000;

/** Counts at Redis, for all nodes together, or in memory, for this node alone, where there is none. */
export async function openCounters(redisUrl: string | undefined, log: Logger): Promise<Counters> {
  const redis = redisUrl ? await connect(redisUrl, log) : null;
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

interface Connection {
  client: Redis;
  /** One that takes connections but does not answer would hold up each request anew. */
  reconnectIfLate(error: Error): void;
  close(): void;
}

/** Resolves when it is ready, or will not be for now: then it is tried again for as long as it takes. */
async function connect(url: string, log: Logger): Promise<Connection> {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: READY_MS,
    commandTimeout: COMMAND_MS,
    retryStrategy: (times) => Math.min(times * 50, MAX_RETRY_MS),
  });
  let state: 'new' | 'there' | 'leaving' | 'gone' = 'new';
  client.on('ready', () => {
    if (state === 'gone') log.info('Redis is back: limits are counted by all nodes together.');
    state = 'there';
  });
  const lose = (error?: Error) => {
    if (state !== 'gone')
      log.warn({ error: error?.message }, 'Redis is gone: this node counts limits by itself.');
    state = 'gone';
  };
  client.on('error', lose);
  client.on('close', lose);
  const { promise, resolve } = Promise.withResolvers<void>();
  client.once('ready', resolve);
  const patience = setTimeout(resolve, READY_MS);
  await promise;
  clearTimeout(patience);
  return {
    client,
    reconnectIfLate({ message }) {
      if (state !== 'there' || !/timed out/i.test(message)) return;
      state = 'leaving';
      client.disconnect(true);
    },
    close() {
      client.off('close', lose);
      client.disconnect();
    },
  };
}

import { Redis } from 'ioredis';

export interface RedisConnection {
  client: Redis;
  /** Resolves when it is ready, or will not be for now: then it is tried again for as long as it takes. */
  isReadyOrLate: Promise<void>;
  /** One that takes connections but does not answer would hold up each command anew. */
  reconnectIfLate(error: Error): void;
  close(): void;
}

const READY_MS = 1_000;
const COMMAND_MS = 250;
const MAX_RETRY_MS = 2_000;

/**
 * A connection that never keeps a command for later: while Redis is gone each fails at once.
 * @param onGone once for each time that Redis is lost, or not there from the start; `onBack` for its return
 * @param onReady for each new connection
 */
export function connectRedis(
  url: string,
  {
    onGone = () => {},
    onBack = () => {},
    onReady = () => {},
  }: { onGone?: (error?: Error) => void; onBack?: () => void; onReady?: () => void },
): RedisConnection {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: READY_MS,
    commandTimeout: COMMAND_MS,
    retryStrategy: (times) => Math.min(times * 50, MAX_RETRY_MS),
  });
  let state: 'new' | 'there' | 'leaving' | 'gone' = 'new';
  client.on('ready', () => {
    if (state === 'gone') onBack();
    state = 'there';
    onReady();
  });
  const lose = (error?: Error) => {
    if (state !== 'gone') onGone(error);
    state = 'gone';
  };
  client.on('error', lose);
  client.on('close', lose);
  const { promise: isReadyOrLate, resolve } = Promise.withResolvers<void>();
  client.once('ready', resolve);
  const patience = setTimeout(resolve, READY_MS);
  void isReadyOrLate.then(() => clearTimeout(patience));
  return {
    client,
    isReadyOrLate,
    reconnectIfLate({ message }) {
      if (state !== 'there' || !/timed out/i.test(message)) return;
      state = 'leaving';
      client.disconnect(true);
    },
    close() {
      clearTimeout(patience);
      client.off('close', lose);
      client.disconnect();
    },
  };
}

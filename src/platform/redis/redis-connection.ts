import { Redis } from 'ioredis';

export interface RedisConnection {
  client: Redis;
  /** Resolves when the connection is ready, or after a timeout; it keeps retrying then. */
  readyOrTimeout: Promise<void>;
  /** Reconnects after a timeout: a server that accepts connections but does not respond would delay every command. */
  reconnectIfTimeout(error: Error): void;
  close(): void;
}

const READY_MS = 1_000;
const COMMAND_MS = 250;
const MAX_RETRY_MS = 2_000;

/**
 * Opens a connection that never queues commands: while Redis is unavailable each fails immediately.
 * @param onGone called once each time Redis becomes unavailable, also at startup; `onBack` when it is back
 * @param onReady called for each new connection
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
  let state: 'new' | 'ready' | 'reconnecting' | 'gone' = 'new';
  client.on('ready', () => {
    if (state === 'gone') onBack();
    state = 'ready';
    onReady();
  });
  const onLost = (error?: Error) => {
    if (state !== 'gone') onGone(error);
    state = 'gone';
  };
  client.on('error', onLost);
  client.on('close', onLost);
  const { promise: readyOrTimeout, resolve } = Promise.withResolvers<void>();
  client.once('ready', resolve);
  const readyTimeout = setTimeout(resolve, READY_MS);
  void readyOrTimeout.then(() => clearTimeout(readyTimeout));
  return {
    client,
    readyOrTimeout,
    reconnectIfTimeout({ message }) {
      if (state !== 'ready' || !/timed out/i.test(message)) return;
      state = 'reconnecting';
      client.disconnect(true);
    },
    close() {
      clearTimeout(readyTimeout);
      client.off('close', onLost);
      client.disconnect();
    },
  };
}

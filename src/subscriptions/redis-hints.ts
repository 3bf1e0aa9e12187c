import type { Logger } from '../platform/log.ts';
import { connectRedis, type RedisConnection } from '../platform/redis/redis-connection.ts';
import type { HintChannel } from './hint-channel.ts';

const CHANNEL = 'billing-gateway:events';
const PING_MS = 5_000;

/**
 * Sends hints by Redis PUB/SUB, one message for a burst of account ids. Hints are lost while Redis is
 * unavailable: none are queued.
 */
export function openRedisHints(
  redisUrl: string,
  onHint: (accountId: string) => void,
  log: Logger,
): HintChannel {
  let isRejected = false;
  function logRejection({ message }: Error): void {
    if (!isRejected) log.warn({ error: message }, 'Redis rejects event hints: is PUB/SUB allowed there?');
    isRejected = true;
  }

  // A subscribed connection can run no other commands. Only its state is logged: both connections fail together.
  const publisher = connectRedis(redisUrl, {});
  const subscriber = connectRedis(redisUrl, {
    onGone: (error) =>
      log.warn(
        { error: error?.message },
        'Event hints through Redis are lost: events of other nodes are polled once a second until it is back.',
      ),
    onBack: () => log.info('Event hints are sent through Redis again.'),
    onReady: () => void subscribe(),
  });
  subscriber.client.on('message', (_, message) => {
    for (const accountId of message.split(' ')) onHint(accountId);
  });

  async function subscribe(): Promise<void> {
    await send(subscriber, () => subscriber.client.subscribe(CHANNEL));
  }

  async function send(
    { client, reconnectIfTimeout }: RedisConnection,
    command: () => Promise<unknown>,
  ): Promise<void> {
    if (client.status !== 'ready') return;
    try {
      await command();
    } catch (error) {
      if ((error as Error).name === 'ReplyError') logRejection(error as Error);
      else reconnectIfTimeout(error as Error);
    }
  }

  // Without a ping nothing would notice that a silent connection is dead.
  const pinging = setInterval(() => void send(subscriber, () => subscriber.client.ping()), PING_MS);
  pinging.unref();

  return {
    publish: (accountIds) => send(publisher, () => publisher.client.publish(CHANNEL, accountIds.join(' '))),
    async close() {
      clearInterval(pinging);
      publisher.close();
      subscriber.close();
    },
  };
}

import type { Logger } from '../platform/log.ts';
import { connectRedis, type RedisConnection } from '../platform/redis/redis-connection.ts';
import type { HintChannel } from './hint-channel.ts';

const CHANNEL = 'billing-gateway:events';
const PING_MS = 5_000;

/**
 * Hints by Redis PUB/SUB, a burst of accounts' ids one message. While Redis is gone they are lost: nothing is
 * kept for its return.
 */
export function openRedisHints(
  redisUrl: string,
  onHint: (accountId: string) => void,
  log: Logger,
): HintChannel {
  let isRefused = false;
  function refuse({ message }: Error): void {
    if (!isRefused) log.warn({ error: message }, 'Redis refuses event hints: is PUB/SUB allowed there?');
    isRefused = true;
  }

  // What is subscribed may do nothing else. Its state is the one that is told of: both go together.
  const publisher = connectRedis(redisUrl, {});
  const subscriber = connectRedis(redisUrl, {
    onGone: (error) =>
      log.warn(
        { error: error?.message },
        'Event hints by Redis are lost: listeners hear of other nodes once a second until it is back.',
      ),
    onBack: () => log.info('Event hints go by Redis again.'),
    onReady: () => void subscribe(),
  });
  subscriber.client.on('message', (_, message) => {
    for (const accountId of message.split(' ')) onHint(accountId);
  });

  async function subscribe(): Promise<void> {
    await ask(subscriber, () => subscriber.client.subscribe(CHANNEL));
  }

  async function ask(
    { client, reconnectIfLate }: RedisConnection,
    command: () => Promise<unknown>,
  ): Promise<void> {
    if (client.status !== 'ready') return;
    try {
      await command();
    } catch (error) {
      if ((error as Error).name === 'ReplyError') refuse(error as Error);
      else reconnectIfLate(error as Error);
    }
  }

  // Nobody else would notice that a silent connection leads nowhere any more.
  const pinging = setInterval(() => void ask(subscriber, () => subscriber.client.ping()), PING_MS);
  pinging.unref();

  return {
    publish: (accountIds) => ask(publisher, () => publisher.client.publish(CHANNEL, accountIds.join(' '))),
    async close() {
      clearInterval(pinging);
      publisher.close();
      subscriber.close();
    },
  };
}

import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Gateway } from '../../src/platform/gateway.ts';
import { hasRedis, type RedisServer, startRedis } from '../limits/redis-server.ts';
import type { Caller } from '../support/caller.ts';
import { type StartedGateway, startGateway } from '../support/gateway.ts';
import type { Listener } from '../support/listener.ts';
import {
  closeFarGateway,
  createClient,
  expectClient,
  listenForClients,
  listeningBackends,
  openFarGateway,
  timeOf,
} from './two-nodes.ts';

describe.skipIf(!hasRedis)(
  'two gateways that tell each other by Redis (skipped without redis-server)',
  () => {
    let redis: RedisServer;
    let near: StartedGateway;
    let far: Gateway;
    let caller: Caller;
    let listener: Listener;
    beforeEach(async () => {
      redis = await startRedis();
      near = await startGateway({ env: { REDIS_URL: redis.url } });
      far = openFarGateway(near);
      await expect.poll(subscribers).toBe(2);
      caller = await near.createCaller();
      listener = await listenForClients(caller);
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      await caller.close();
      await closeFarGateway(far);
      await near.stop();
      redis.child.kill('SIGCONT');
      await redis.kill();
    });

    async function subscribers(): Promise<number> {
      const client = new Redis(redis.url);
      const [, count] = await client.pubsub('NUMSUB', 'billing-gateway:events');
      client.disconnect();
      return Number(count);
    }

    /** What was logged of hints, at either gateway. */
    function spyOnLogs(level: 'warn' | 'info'): () => string[][] {
      const spies = [near.gateway.log, far.log].map((log) => vi.spyOn(log, level));
      return () =>
        spies.map(({ mock }) => {
          const texts = mock.calls.map((call: unknown[]) => String(call.at(-1)));
          return texts.filter((text) => text.startsWith('Event hints'));
        });
    }

    test('hear at once of each other, and nothing listens at PostgreSQL', async () => {
      // By polling alone, each would take its second.
      expect(await timeOf(10, { far, caller, listener })).toBeLessThan(5_000);
      expect(await listeningBackends(near)).toEqual([]);
    });

    test('go on by looking while it is gone, say so once, and hear at once again when it is back', async () => {
      const [lost, found] = [spyOnLogs('warn'), spyOnLogs('info')];
      await redis.kill();
      for (const name of ['First', 'Second', 'Third']) {
        await createClient(far, caller, name);
        await expectClient(listener, name);
      }
      await expect
        .poll(lost)
        .toEqual([[expect.stringContaining('are lost')], [expect.stringContaining('are lost')]]);

      redis = await startRedis(new URL(redis.url).port);
      await expect
        .poll(found)
        .toEqual([
          ['Event hints are sent through Redis again.'],
          ['Event hints are sent through Redis again.'],
        ]);
      await expect.poll(subscribers).toBe(2);
      expect(await timeOf(10, { far, caller, listener })).toBeLessThan(5_000);
      expect(lost().flat()).toHaveLength(2);
    });

    test('wait for nothing that it has not answered when it hangs, and keep nothing for it', async () => {
      redis.child.kill('SIGSTOP');
      for (const name of ['First', 'Second', 'Third']) {
        await createClient(far, caller, name);
        await expectClient(listener, name);
      }
      redis.child.kill('SIGCONT');
      // How soon the connections are found anew is Redis' affair.
      await expect.poll(() => timeOf(4, { far, caller, listener })).toBeLessThan(2_000);
    });

    test('start without it, and find it when it comes', async () => {
      await redis.kill();
      const late = openFarGateway(near);
      await createClient(late, caller, 'Early');
      await expectClient(listener, 'Early');
      redis = await startRedis(new URL(redis.url).port);
      await expect.poll(subscribers).toBe(3);
      expect(await timeOf(10, { far: late, caller, listener })).toBeLessThan(5_000);
      await closeFarGateway(late);
    });
  },
);

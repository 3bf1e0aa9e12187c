import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError, readConfig } from '../../src/platform/config.ts';
import { LIMITS } from '../../src/server/limits/limits.ts';
import { Caller } from '../support/caller.ts';
import { anotherOf } from '../support/event-log.ts';
import { type StartedGateway, startGateway } from '../support/gateway.ts';
import { hasRedis, type RedisServer, startRedis } from './redis-server.ts';

const WHO = '{ viewer { account { name } } }';
const FEW = { ...LIMITS.plans.PRO, requestsPerHour: 100, requestsPerMinute: 100 };
const limits = { ...LIMITS, plans: { ...LIMITS.plans, PRO: FEW } };

describe.skipIf(!hasRedis)('two gateways at one Redis (skipped without redis-server)', () => {
  let redis: RedisServer;
  let gateways: StartedGateway[];
  beforeEach(async () => {
    redis = await startRedis();
    const env = { REDIS_URL: redis.url };
    const first = await startGateway({ limits, env });
    gateways = [await startGateway({ beside: first, limits, env }), first];
  });
  afterEach(async () => {
    for (const gateway of gateways) await gateway.stop();
    await redis.kill();
  });

  /** The same key, at each of the gateways. */
  async function callersOf(plan: 'PRO' | 'ENTERPRISE'): Promise<Caller[]> {
    const caller = await gateways[1]!.createCaller({ plan });
    return gateways.map(
      ({ url }) =>
        new Caller({ ...anotherOf(caller), token: caller.token, accountId: caller.accountId, url }),
    );
  }

  test('let through as many requests as one would: of a thousand a hundred', async () => {
    const callers = await callersOf('PRO');
    const sent = Array.from({ length: 1_000 }, (_, index) => callers[index % 2]!.send(WHO));
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    expect(statuses.filter((status) => status === 429)).toHaveLength(900);
  });

  test('answer on when it is killed in the middle, and count together again when it is back', async () => {
    const callers = await callersOf('ENTERPRISE');
    const log = gateways.map(({ gateway }) => vi.spyOn(gateway.log, 'warn'));
    const sending = Array.from({ length: 400 }, (_, index) => callers[index % 2]!.send(WHO));
    await Promise.race(sending);
    await redis.kill();
    expect((await Promise.all(sending)).map(({ status }) => status)).toEqual(Array(400).fill(200));
    for (const caller of callers) expect((await caller.send(WHO)).status).toBe(200);
    for (const warn of log) {
      expect(
        warn.mock.calls.filter(([, text]) => String(text).startsWith('Redis is unavailable')),
      ).toHaveLength(1);
    }

    redis = await startRedis(new URL(redis.url).port);
    const left = async (caller: Caller) =>
      Number((await caller.send(WHO)).headers.get('x-ratelimit-remaining'));
    await expect
      .poll(async () => (await left(callers[0]!)) - (await left(callers[1]!)), { interval: 100 })
      .toBe(1);
    vi.restoreAllMocks();
  });

  test('answer on when it hangs, and wait for it once', async () => {
    const callers = await callersOf('ENTERPRISE');
    for (const caller of callers) await caller.send(WHO);
    redis.child.kill('SIGSTOP');
    const begin = Date.now();
    for (let index = 0; index < 40; index += 1)
      expect((await callers[index % 2]!.send(WHO)).status).toBe(200);
    // A quarter of a second for each of the two, and not for each request.
    expect(Date.now() - begin).toBeLessThan(5_000);
    redis.child.kill('SIGCONT');
  });

  test('have limits of their own where it is not there from the start', async () => {
    await redis.kill();
    const [caller] = await callersOf('PRO');
    const alone = await startGateway({ beside: gateways[1]!, limits, env: { REDIS_URL: redis.url } });
    const there = new Caller({ url: alone.url, token: caller!.token, accountId: caller!.accountId });
    const sent = await Promise.all(Array.from({ length: 110 }, () => there.send(WHO)));
    expect(sent.filter(({ status }) => status === 200)).toHaveLength(100);
    await alone.stop();
  });
});

test.each(['localhost:6379', 'http://:s3cret@host', 'redis:'])(
  'REDIS_URL=%s is refused without being repeated',
  (url) => {
    const read = () => readConfig({ REDIS_URL: url });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow('REDIS_URL must be a URL such as redis://user:password@host:6379.');
    expect(read).not.toThrow(/s3cret/);
  },
);

test.each(['0', '-1', '1.5', '3601', 'long'])('REQUEST_TIMEOUT_SECONDS=%s is refused', (text) => {
  expect(() => readConfig({ REQUEST_TIMEOUT_SECONDS: text })).toThrow('REQUEST_TIMEOUT_SECONDS must be');
});

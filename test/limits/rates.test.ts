import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LIMITS } from '../../src/server/limits/limits.ts';
import type { Caller } from '../support/caller.ts';
import { anotherOf } from '../support/event-log.ts';
import { useFreshGateway } from '../support/gateway.ts';
import { enterSocket, hangUpAll, run } from '../support/socket.ts';
import { keyOf } from './ways.ts';

const WHO = '{ viewer { account { name } } }';
const gateway = useFreshGateway({ limits: LIMITS });
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
  hangUpAll();
});

function later(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1_000);
}

async function sendMany(caller: Caller, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) statuses.push((await caller.send(WHO)).status);
  return statuses;
}

const count = (statuses: number[], status: number) => statuses.filter((other) => other === status).length;

describe('an account may ask so often in a minute', () => {
  test.each([
    ['FREE', 60],
    ['PRO', 300],
  ] as const)('%s: %i times', async (plan, most) => {
    const caller = await gateway.createCaller({ plan });
    expect(count(await sendMany(caller, most + 3), 200)).toBe(most);
    later(59);
    expect((await caller.send(WHO)).status).toBe(429);
    later(1);
    expect((await caller.send(WHO)).status).toBe(200);
  });

  test('and so often in an hour', async () => {
    const caller = await gateway.createCaller({ plan: 'FREE' });
    expect(count(await sendMany(caller, 60), 200)).toBe(60);
    later(61);
    expect(count(await sendMany(caller, 45), 200)).toBe(40);
    later(3_600 - 61 - 1);
    expect((await caller.send(WHO)).status).toBe(429);
    later(1);
    expect((await caller.send(WHO)).status).toBe(200);
  });

  test('with all its keys together, and without those of others', async () => {
    const [caller, other] = [
      await gateway.createCaller({ plan: 'FREE' }),
      await gateway.createCaller({ plan: 'FREE' }),
    ];
    const { createApiKey } = await caller.run(
      'mutation { createApiKey(input: { name: "Other", abilities: [STATEMENTS_READ] }) { ... on CreateApiKeySuccess { token } } }',
    );
    const sibling = anotherOf({ ...caller, token: createApiKey.token } as Caller);
    await sendMany(caller, 39);
    expect(count(await sendMany(sibling, 25), 200)).toBe(20);
    expect((await caller.send(WHO)).status).toBe(429);
    expect((await other.send(WHO)).status).toBe(200);
  });
});

describe('the headers', () => {
  test('say what is left of the hour', async () => {
    const caller = await gateway.createCaller({ plan: 'PRO' });
    const until = Math.ceil(Date.now() / 1_000) + 3_600;
    for (const remaining of [999, 998]) {
      const { headers } = await caller.send(WHO);
      expect(headers.get('x-ratelimit-limit')).toBe('1000');
      expect(headers.get('x-ratelimit-remaining')).toBe(String(remaining));
      expect(Number(headers.get('x-ratelimit-reset'))).toBeCloseTo(until, -1);
      expect(headers.get('retry-after')).toBeNull();
    }
    later(100);
    const { headers } = await caller.send(WHO);
    expect(Number(headers.get('x-ratelimit-reset'))).toBeCloseTo(until, -1);
  });

  test('say when to come again', async () => {
    const caller = await gateway.createCaller({ plan: 'FREE' });
    await sendMany(caller, 60);
    later(10);
    const { status, headers, body } = await caller.send(WHO);
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(48);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(50);
    expect(headers.get('x-ratelimit-limit')).toBe('60');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    const retryAfter = Number(headers.get('retry-after'));
    expect(body).toEqual({
      errors: [
        {
          message: `More than 60 requests per minute: try again in ${retryAfter} s.`,
          extensions: { code: 'RATE_LIMITED', retryAfter },
        },
      ],
    });
  });

  test('are those of a stream too', async () => {
    const caller = await gateway.createCaller({ plan: 'FREE' });
    const listen = (query: string) =>
      fetch(caller.url, {
        method: 'POST',
        headers: { ...keyOf(caller), 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
      });
    const stream = await listen('subscription { events { id } }');
    expect(stream.headers.get('x-ratelimit-remaining')).toBe('99');
    await stream.body?.cancel();
    await sendMany(caller, 59);
    const refused = await listen('subscription { events { id } }');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused.text()).toContain('RATE_LIMITED');
  });
});

test('the viewer can ask for the same', async () => {
  const caller = await gateway.createCaller({ plan: 'PRO' });
  await caller.send(WHO);
  const { viewer } = await caller.run('{ viewer { rateLimit { limit remaining resetAt } } }');
  expect(viewer.rateLimit).toEqual({ limit: 1_000, remaining: 998, resetAt: expect.any(String) });
  expect(Math.abs(Date.parse(viewer.rateLimit.resetAt) - Date.now() - 3_600_000)).toBeLessThan(5_000);
});

test("an operator's limit holds in place of the plan's, within seconds", async () => {
  const caller = await gateway.createCaller({ plan: 'FREE' });
  await sendMany(caller, 60);
  expect((await caller.send(WHO)).status).toBe(429);
  await gateway.gateway.database.prisma.account.update({
    where: { id: caller.accountId.split('_')[1]! },
    data: { requestsPerHour: 500, requestsPerMinute: 200 },
  });
  later(5.001);
  const { status, headers } = await caller.send(WHO);
  expect(status).toBe(200);
  expect(headers.get('x-ratelimit-limit')).toBe('500');
  expect(headers.get('x-ratelimit-remaining')).toBe('439');
});

test('over a WebSocket each operation counts, and one too many is refused while the socket stays', async () => {
  const caller = await gateway.createCaller({ plan: 'FREE' });
  const socket = await enterSocket(gateway.url, caller.token);
  await sendMany(caller, 30);
  for (let index = 0; index < 30; index += 1)
    expect((await run(socket, { query: WHO }))[0].payload.errors).toBeUndefined();
  for (const query of [
    WHO,
    'subscription { events { id } }',
    'mutation { deleteContact(id: "x") { __typename } }',
  ]) {
    const [answer] = await run(socket, { query });
    const errors = answer.payload.errors ?? answer.payload;
    expect(errors).toEqual([
      { message: expect.any(String), extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) } },
    ]);
  }
  later(60);
  expect((await run(socket, { query: WHO }))[0].payload.errors).toBeUndefined();
});

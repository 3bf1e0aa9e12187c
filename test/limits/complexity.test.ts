import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LIMITS } from '../../src/server/limits/limits.ts';
import type { Caller } from '../support/caller.ts';
import { useFreshGateway } from '../support/gateway.ts';
import { exchange, post } from '../support/post.ts';
import { enterSocket, hangUpAll, run } from '../support/socket.ts';
import { keyOf } from './ways.ts';

const WHO = '{ viewer { account { name } } }';
/** So many points that it counts as twelve requests. */
const DEAR = '{ connections(first: 50) { nodes { invoices { nodes { connection { id } } } } } }';

const gateway = useFreshGateway({ limits: LIMITS });
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
  hangUpAll();
});

async function sendMany(caller: Caller, count: number): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < count; index += 1) statuses.push((await caller.send(WHO)).status);
  return statuses;
}

const count = (statuses: number[], status: number) => statuses.filter((other) => other === status).length;

describe('what costs more counts as more', () => {
  test('a request for each hundred points, or part of them', async () => {
    const caller = await gateway.createCaller({ plan: 'PRO' });
    const { headers, body } = await exchange(caller.url, {
      method: 'POST',
      headers: { ...keyOf(caller), 'content-type': 'application/json', 'x-graphql-cost': '1' },
      body: JSON.stringify({ query: DEAR }),
    }).then(({ headers, json }) => ({ headers, body: json }));
    // 1 + 50 × (1 + 20)
    expect(body).toEqual({ data: { connections: { nodes: [] } }, extensions: { cost: 1_051 } });
    expect(headers.get('x-ratelimit-remaining')).toBe(String(1_000 - 11));
  });

  test('and what is refused takes nothing of what is left', async () => {
    const caller = await gateway.createCaller({ plan: 'FREE' });
    await sendMany(caller, 52);
    expect((await caller.send(DEAR)).status).toBe(429);
    expect((await caller.send(DEAR)).status).toBe(429);
    const { status, headers } = await caller.send(WHO);
    expect(status).toBe(200);
    expect(headers.get('x-ratelimit-remaining')).toBe('47');
    expect(count(await sendMany(caller, 10), 200)).toBe(7);
  });

  test('the cost is said only when it is asked for, and of what ran', async () => {
    const caller = await gateway.createCaller();
    expect((await caller.send(WHO)).body).not.toHaveProperty('extensions');
    const asked = { ...keyOf(caller), 'x-graphql-cost': '1' };
    const { json } = await post(
      caller.url,
      { query: 'query($a: Int!) { invoices(first: $a) { totalCount } }' },
      asked,
    );
    expect(json).not.toHaveProperty('extensions');
    expect(json?.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('an operation that is too much by itself is refused', () => {
  /** Of 10,000 objects a page, and with a second list in it of 9,900 more. */
  const wide = (pages: number, second = '') => {
    const page = `invoices(first: 100) { nodes { payments(first: 99) { nodes { id } } ${second} } }`;
    return `{ ${Array.from({ length: pages }, (_, index) => `a${index}: ${page}`).join(' ')} }`;
  };
  const SECOND = 'b: payments(first: 99) { totalCount nodes { id } }';

  test.each([
    ['FREE', wide(2), wide(3)],
    ['PRO', wide(10), wide(11)],
    ['ENTERPRISE', wide(25, SECOND), wide(26, SECOND)],
  ] as const)('by the objects that it may bring: %s', async (plan, most, more) => {
    const caller = await gateway.createCaller({ plan });
    expect((await caller.send(most)).status).toBe(200);
    const { status, body } = await caller.send(more);
    expect(status).toBe(400);
    const { maxObjects } = LIMITS.plans[plan];
    expect(body.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', maxObjects } }]);
  });

  test('by its cost, when that is more than a minute has', async () => {
    const caller = await gateway.createCaller({ plan: 'FREE' });
    const costing = (first: number) =>
      `{ a: connections(first: ${first}) { nodes { ${Array.from({ length: 60 }, (_, index) => `b${index}: invoices(first: 0) { totalCount }`).join(' ')} } } }`;
    expect((await caller.send(costing(99))).status).toBe(200);
    const { status, body } = await caller.send(costing(100));
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', maxCost: 6_000 } }]);
  });

  test('and counts as nothing', async () => {
    const caller = await gateway.createCaller({ plan: 'FREE' });
    await caller.send(wide(3));
    expect((await caller.send(WHO)).headers.get('x-ratelimit-remaining')).toBe('99');
  });

  test('over a WebSocket too, where the variables say how much it is', async () => {
    const caller = await gateway.createCaller({ plan: 'FREE' });
    const socket = await enterSocket(gateway.url, caller.token);
    const query =
      'query($first: Int) { a: invoices(first: 100) { nodes { payments(first: $first) { nodes { id } } } } b: invoices(first: 100) { nodes { payments(first: 99) { nodes { id } } } } }';
    const [fine] = await run(socket, { query, variables: { first: 99 }, extensions: { cost: true } });
    expect(fine.payload).toEqual({ data: { a: { nodes: [] }, b: { nodes: [] } }, extensions: { cost: 202 } });
    const [refused] = await run(socket, { query, variables: { first: 100 } });
    expect(refused.payload.errors ?? refused.payload).toMatchObject([
      { extensions: { code: 'QUERY_TOO_COMPLEX' } },
    ]);
  });
});

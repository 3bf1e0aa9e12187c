import { once } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { readConfig } from '../../src/platform/config.ts';
import type { Caller } from '../support/caller.ts';
import { type TestGateway, useGateway } from '../support/gateway.ts';
import { exchange, post } from '../support/post.ts';

const APP = 'https://app.example.com';
const STRANGER = 'https://evil.example';
const OWN = 'https://billing.example.com';
const WHO = '{ viewer { account { name } } }';

const env = { NODE_ENV: 'production', PUBLIC_URL: OWN };
const closed = useGateway({ env });
const listed = useGateway({ beside: closed, env: { ...env, CORS_ORIGINS: `${APP}, http://localhost:5173` } });
const open = useGateway({ beside: closed, env: { ...env, CORS_ORIGINS: '*' } });
let caller: Caller;
beforeAll(async () => {
  caller = await closed.createCaller();
});

const withKey = () => ({ authorization: `Bearer ${caller.token}` });

function preflight({ url }: TestGateway, origin: string) {
  return exchange(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    },
  });
}

const corsOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

describe('CORS', () => {
  test('is closed until it is opened', async () => {
    const asked = await preflight(closed, APP);
    expect(asked.status).toBe(405);
    expect(corsOf(asked.headers)).toEqual({});
    const { headers } = await post(closed.url, { query: WHO }, { ...withKey(), origin: APP });
    expect(corsOf(headers)).toEqual({});
  });

  test.each([APP, 'http://localhost:5173'])('lets in a page that is listed: %s', async (origin) => {
    const asked = await preflight(listed, origin);
    expect(asked.status).toBe(204);
    expect(corsOf(asked.headers)).toEqual({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-GraphQL-Cost',
      'access-control-max-age': '7200',
    });
    expect(asked.headers.get('vary')).toBe('Origin');

    const { headers, json } = await post(listed.url, { query: WHO }, { ...withKey(), origin });
    expect(json?.data).toEqual({ viewer: { account: { name: 'Acme' } } });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('vary')).toBe('Origin');
    const exposed = headers.get('access-control-expose-headers')?.split(', ');
    for (const name of ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After']) {
      expect(exposed).toContain(name);
    }
    expect(exposed).toContain('Idempotency-Replayed');
  });

  test.each([
    STRANGER,
    'null',
    'http://app.example.com',
    'https://app.example.com:444',
    'https://app.example.com.evil.example',
    'https://sub.app.example.com',
    'https://APP.example.com',
    `${APP}/`,
    `${APP},${STRANGER}`,
  ])('keeps out a page that is not: %s', async (origin) => {
    const asked = await preflight(listed, origin);
    expect(asked.status).toBe(405);
    expect(corsOf(asked.headers)).toEqual({});
    expect(asked.headers.get('vary')).toBe('Origin');
    const { headers } = await post(listed.url, { query: WHO }, { ...withKey(), origin });
    expect(corsOf(headers)).toEqual({});
    expect(headers.get('vary')).toBe('Origin');
  });

  test('is told of refusals too, so that a page can read them', async () => {
    const { status, headers } = await post(
      listed.url,
      { query: WHO },
      { origin: APP, accept: 'application/graphql-response+json' },
    );
    expect(status).toBe(401);
    expect(headers.get('access-control-allow-origin')).toBe(APP);
  });

  test('may be opened to all, and never with credentials', async () => {
    for (const origin of [STRANGER, 'null']) {
      const asked = await preflight(open, origin);
      expect(asked.headers.get('access-control-allow-origin')).toBe('*');
      expect(asked.headers.has('access-control-allow-credentials')).toBe(false);
    }
  });

  test('is read strictly', () => {
    for (const text of [
      'app.example.com',
      `${APP}/`,
      `${APP}/x`,
      `*,${APP}`,
      'null',
      'ftp://x',
      'https://APP.x',
    ]) {
      expect(() => readConfig({ CORS_ORIGINS: text })).toThrow(/^CORS_ORIGINS .*$/);
    }
    expect(readConfig({}).corsOrigins).toEqual([]);
    expect(readConfig({ CORS_ORIGINS: ' * ' }).corsOrigins).toBe('*');
    expect(readConfig({ CORS_ORIGINS: `${APP} ,http://[::1]:8080` }).corsOrigins).toHaveLength(2);
  });
});

describe('a WebSocket', () => {
  async function knock({ url }: TestGateway, origin?: string): Promise<number> {
    const socket = new WebSocket(url.replace('http', 'ws'), ['graphql-transport-ws'], { origin });
    const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode);
    const opened = once(socket, 'open').then(() => 101);
    // Of the two, one never comes.
    refused.catch(() => {});
    opened.catch(() => {});
    socket.on('error', () => {});
    const status = await Promise.race([refused, opened]);
    socket.terminate();
    return status;
  }

  test('is opened by a program, and from our own page', async () => {
    for (const gateway of [closed, listed, open]) {
      expect(await knock(gateway)).toBe(101);
      expect(await knock(gateway, OWN)).toBe(101);
    }
  });

  test('is opened from a page that is listed', async () => {
    expect(await knock(listed, APP)).toBe(101);
    expect(await knock(open, STRANGER)).toBe(101);
  });

  test.each([APP, STRANGER, 'null', 'http://billing.example.com', `${OWN}.evil.example`, 'file://'])(
    'is refused to the page %s',
    async (origin) => {
      expect(await knock(closed, origin)).toBe(403);
      if (origin !== APP) expect(await knock(listed, origin)).toBe(403);
    },
  );
});

/** What a browser sends from another page without asking first. */
describe("a stranger's page can do nothing without asking", () => {
  const CREATE = 'mutation { createExpenseCategory(input: { name: "Slipped in" }) { __typename } }';
  // A browser brings along by itself what it remembers: a login in the address.
  const remembered = () => ({ authorization: `Basic ${Buffer.from(`${caller.token}:`).toString('base64')}` });
  const countCategories = async () =>
    (await caller.run('{ expenseCategories { totalCount } }')).expenseCategories.totalCount;

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'with a form of %s',
    async (type) => {
      const body = type.includes('urlencoded')
        ? new URLSearchParams({ query: CREATE }).toString()
        : JSON.stringify({ query: CREATE });
      const { status } = await exchange(closed.url, {
        method: 'POST',
        headers: { ...remembered(), 'content-type': type, origin: STRANGER, 'sec-fetch-site': 'cross-site' },
        body,
      });
      expect(status).toBe(415);
      expect(await countCategories()).toBe(0);
    },
  );

  test.each(['cross-site', 'same-site'])('with an address (%s)', async (site) => {
    for (const query of [CREATE, WHO]) {
      const headers = { ...remembered(), 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
      const { status, json } = await exchange(`${closed.url}?${new URLSearchParams({ query })}`, { headers });
      expect(status).toBe(403);
      expect(json?.errors?.[0]?.extensions.code).toBe('FORBIDDEN_ORIGIN');
    }
    expect(await countCategories()).toBe(0);
  });

  test('and our own and those that are listed may', async () => {
    const search = new URLSearchParams({ query: WHO });
    const sent: Record<string, string>[] = [
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'cross-site', origin: APP },
    ];
    for (const headers of sent) {
      const { status } = await exchange(`${listed.url}?${search}`, { headers: { ...withKey(), ...headers } });
      expect(status).toBe(200);
    }
  });
});

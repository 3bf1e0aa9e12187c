import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { useGateway } from '../support/gateway.ts';
import { exchange, post } from '../support/post.ts';
import { INSIDE } from './transports.ts';

const gateway = useGateway({ env: { NODE_ENV: 'production' } });
const secure = useGateway({
  beside: gateway,
  env: { NODE_ENV: 'production', PUBLIC_URL: 'https://billing.example.com' },
});
let withKey: { authorization: string };
beforeAll(async () => {
  withKey = { authorization: `Bearer ${(await gateway.createCaller()).token}` };
});

/** A request that no client would send. */
function say(lines: string[]): Promise<string> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.end(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

const WHO = { query: '{ viewer { account { name } } }' };

describe('every answer has its headers', () => {
  const ANSWERS: [string, () => ReturnType<typeof exchange>][] = [
    ['data', () => post(gateway.url, WHO, withKey)],
    ['data by GET', () => exchange(`${gateway.url}?query={__typename}`)],
    ['events', () => post(gateway.url, WHO, { ...withKey, accept: 'text/event-stream' })],
    ['no key', () => post(gateway.url, WHO)],
    ['no document', () => post(gateway.url, { query: '{' }, withKey)],
    ['no JSON', () => post(gateway.url, '{', withKey)],
    ['another type', () => post(gateway.url, WHO, { ...withKey, 'content-type': 'text/plain' })],
    ['another method', () => exchange(gateway.url, { method: 'DELETE' })],
    ['too large', () => post(gateway.url, 'x'.repeat(300_000), withKey)],
    ['no page', () => exchange(gateway.url, { headers: { accept: 'text/html' } })],
    ['another address', () => exchange(new URL('/elsewhere', gateway.url).href)],
    ['the health', () => exchange(new URL('/health', gateway.url).href)],
  ];

  test.each(ANSWERS)('%s', async (_, ask) => {
    const { headers } = await ask();
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    for (const name of ['server', 'x-powered-by', 'x-yoga-id', 'strict-transport-security', 'set-cookie']) {
      expect(headers.has(name)).toBe(false);
    }
  });

  test('HSTS, where callers come by https', async () => {
    const { headers } = await post(secure.url, WHO, withKey);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

describe('an address that there is not', () => {
  test.each([
    '/',
    '/elsewhere',
    '/<script>alert(1)</script>',
    '/graphql/graphql',
    '/graphiql',
    '/playground',
    '/%67raphql',
    '//graphql',
    '/x?/graphql',
    '/x/health',
    '/.env',
    '/graphql/../admin',
    'http://evil.example/graphql',
    '*',
  ])('%s is not found, and not said back', async (path) => {
    const answer = await say([`${path === '*' ? 'OPTIONS' : 'GET'} ${path} HTTP/1.1`, 'Host: x']);
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    expect(answer).toMatch(/content-type: application\/json/i);
    expect(answer.split('\r\n\r\n')[1]).toBe(
      '{"errors":[{"message":"Not found. The endpoint is /graphql.","extensions":{"code":"NOT_FOUND"}}]}',
    );
  });
});

// The library reads the address with it, and sends the stack of what it meets there.
test.each(['a b', '[', 'x:99999', 'x/y', '%', 'a@b', '<x>', 'é'])(
  'a host that is none (%s) is a refusal, and shows no stack',
  async (host) => {
    const answer = await say(['GET /graphql?query={__typename} HTTP/1.1', `Host: ${host}`]);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).not.toMatch(INSIDE);
  },
);

test.each(['localhost', 'billing.example.com:8443', '[::1]:4000', '192.0.2.1', 'under_score'])(
  'a host that is one (%s) is fine',
  async (host) => {
    expect(await say(['GET /graphql?query={__typename} HTTP/1.1', `Host: ${host}`])).toMatch(
      /^HTTP\/1.1 200 /,
    );
  },
);

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LIMITS } from '../../src/server/limits/limits.ts';
import { useFreshGateway } from '../support/gateway.ts';
import { post } from '../support/post.ts';
import { closeCode, hangUpAll, openSocket, say } from '../support/socket.ts';
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

describe('who guesses keys is slowed, by the network that he is in', () => {
  const guess = () => post(gateway.url, { query: WHO }, { authorization: 'Bearer sk_live_nonsense' });

  test('but a right key from there goes on', async () => {
    const caller = await gateway.createCaller();
    for (let index = 0; index < 20; index += 1) expect((await guess()).status).toBe(401);
    const { status, headers, json } = await guess();
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    expect(json?.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    expect((await caller.send(WHO)).status).toBe(200);
    later(60);
    expect((await guess()).status).toBe(401);
  });

  test('over a WebSocket as well', async () => {
    const codes: number[] = [];
    for (let index = 0; index < 22; index += 1) {
      const socket = await openSocket(gateway.url);
      say(socket, { type: 'connection_init', payload: { authorization: 'Bearer sk_live_nonsense' } });
      codes.push(await closeCode(socket));
    }
    expect(codes).toEqual([...Array(20).fill(4401), 4429, 4429]);
    expect((await guess()).status).toBe(429);
  });
});

test('who asks about the schema without a key may do so thirty times a minute', async () => {
  const ask = (headers = {}) => post(gateway.url, { query: '{ __schema { queryType { name } } }' }, headers);
  for (let index = 0; index < 30; index += 1) expect((await ask()).status).toBe(200);
  const { status, json } = await ask();
  expect(status).toBe(429);
  expect(json?.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
  expect((await ask(keyOf(await gateway.createCaller()))).status).toBe(200);
  later(60);
  expect((await ask()).status).toBe(200);
});

import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { LIMITS } from '../../src/server/limits/limits.ts';
import { createKey } from '../access/keys.ts';
import type { Caller } from '../support/caller.ts';
import { endOfLog, uuidOf } from '../support/event-log.ts';
import { startGateway, useGateway } from '../support/gateway.ts';
import type { Listener } from '../support/listener.ts';
import { closeCode, enterSocket, hangUpAll, openSocket, run, say } from '../support/socket.ts';

// The codes of the protocol by which a socket is closed that does not keep to it:
// https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
// Those of limits are in test/limits/, of keys that are revoked while they are in use in test/access/.

const gateway = useGateway({ limits: { ...LIMITS, wrongKeysPerMinute: 1_000 } });
let caller: Caller;
/** Two of the same key that keep to it: one listens through all of the tests, and one asks after each of them. */
let listener: Listener;
let bystander: WebSocket;
let told: ReturnType<typeof vi.spyOn>[];
beforeAll(async () => {
  caller = await gateway.createCaller();
  await caller.createOrganization();
  const after = await endOfLog(caller);
  listener = caller.listen('subscription($after: String) { events(after: $after) { name } }', { after });
});
beforeEach(async () => {
  bystander = await enter();
  told = [vi.spyOn(gateway.gateway.log, 'error'), vi.spyOn(console, 'error').mockImplementation(() => {})];
});
afterEach(async () => {
  for (const words of told) expect(words).not.toHaveBeenCalled();
  expect((await run(bystander, WHO, 'still there'))[0].payload).toEqual({ data: ACME });
  await caller.createOrganization();
  expect(await listener.next()).toEqual({ events: { name: 'client.created' } });
  vi.restoreAllMocks();
  hangUpAll();
});
afterAll(() => caller.close());

const WHO = { query: '{ viewer { account { name } } }' };
const ACME = { viewer: { account: { name: 'Acme' } } };
const LISTEN = { query: 'subscription { events { name } }' };

const open = () => openSocket(gateway.url);
const enter = (token = caller.token) => enterSocket(gateway.url, token);
const ask = (id: string, payload: object) => ({ id, type: 'subscribe', payload });

/** Says who it is, on a socket that is new. */
async function introduce(payload?: object): Promise<WebSocket> {
  const socket = await open();
  say(socket, { type: 'connection_init', payload });
  return socket;
}

describe('4400, what is said is no message', () => {
  test.each<[string, string | Buffer]>([
    ['a text that is no JSON', 'nonsense'],
    ['nothing', ''],
    ['bytes that are no text', Buffer.from([0xff, 0x00, 0xfe, 0x80])],
    ['JSON that is no object', '["subscribe"]'],
    ['null', 'null'],
    ['no type', '{"id":"one","payload":{"query":"{ viewer { account { name } } }"}}'],
    ['a type that there is not', '{"type":"nonsense"}'],
    ['a type of the protocol before this one', '{"type":"start","id":"one","payload":{"query":"{ a }"}}'],
    ['a type that is no text', '{"type":1}'],
    ['no id', JSON.stringify({ type: 'subscribe', payload: WHO })],
    ['an empty id', JSON.stringify(ask('', WHO))],
    ['an id that is no text', JSON.stringify({ ...ask('one', WHO), id: 1 })],
    ['no payload', '{"id":"one","type":"subscribe"}'],
    ['no query', '{"id":"one","type":"subscribe","payload":{}}'],
    ['a query that is no text', JSON.stringify(ask('one', { query: { kind: 'Document' } }))],
    ['variables that are no object', JSON.stringify(ask('one', { ...WHO, variables: 'first' }))],
    ['a list of variables', JSON.stringify(ask('one', { ...WHO, variables: [1] }))],
    ['an operation name that is no text', JSON.stringify(ask('one', { ...WHO, operationName: 1 }))],
    ['extensions that are no object', JSON.stringify(ask('one', { ...WHO, extensions: 'cost' }))],
    ['the end of nothing', '{"type":"complete"}'],
    ['a payload of a ping that is no object', '{"type":"ping","payload":"now"}'],
  ])('%s', async (_, message) => {
    const socket = await enter();
    socket.send(message);
    expect(await closeCode(socket)).toBe(4400);
  });

  test.each([
    ['an acknowledgement', { type: 'connection_ack' }],
    ['a result', { id: 'one', type: 'next', payload: { data: null } }],
    ['an error', { id: 'one', type: 'error', payload: [{ message: 'No.' }] }],
  ])('%s, which is for the server to say', async (_, message) => {
    const socket = await enter();
    say(socket, message);
    expect(await closeCode(socket)).toBe(4400);
  });

  test('before it was let in as well, and where the payload that says who it is is none', async () => {
    const silent = await open();
    silent.send('nonsense');
    expect(await closeCode(silent)).toBe(4400);

    const vague = await open();
    say(vague, { type: 'connection_init', payload: `Bearer ${caller.token}` });
    expect(await closeCode(vague)).toBe(4400);
  });
});

describe('4401, it is not known whose it is', () => {
  test.each<[string, object | undefined]>([
    ['without a payload', undefined],
    ['without a key', {}],
    ['with a wrong key', { authorization: 'Bearer sk_live_nonsense' }],
    ['with a key that is no text', { authorization: { key: 'Bearer' } }],
    ['with a key under another name', { Authorization: 'Bearer sk_live_nonsense' }],
    ['with a scheme that there is not', { authorization: 'Digest sk_live_nonsense' }],
  ])('%s', async (_, payload) => {
    expect(await closeCode(await introduce(payload))).toBe(4401);
  });

  test('with a key that was revoked', async () => {
    const key = await createKey(caller);
    await caller.mutateById('revokeApiKey', key.keyId);
    expect(await closeCode(await introduce({ authorization: `Bearer ${key.token}` }))).toBe(4401);
  });

  test('when it asks for something and has not said so yet', async () => {
    const socket = await open();
    say(socket, ask('one', WHO));
    expect(await closeCode(socket)).toBe(4401);
  });

  test('when it asks for something and does not wait until it is let in', async () => {
    const socket = await introduce({ authorization: `Bearer ${caller.token}` });
    say(socket, ask('one', WHO));
    expect(await closeCode(socket)).toBe(4401);
  });
});

test('4403, it is known whose it is, and that the key may do nothing', async () => {
  const key = await createKey(caller, ['EVENTS_READ']);
  const { pool } = gateway.gateway.database;
  // No key is made like this; it is what is left of one whose ability is not there any more.
  await pool.query(`UPDATE "ApiKey" SET abilities = '{}' WHERE id = $1`, [uuidOf(key.keyId)]);
  expect(await closeCode(await introduce({ authorization: `Bearer ${key.token}` }))).toBe(4403);

  await pool.query(`UPDATE "ApiKey" SET abilities = '{EVENTS_READ}' WHERE id = $1`, [uuidOf(key.keyId)]);
  // What a key may do is remembered for five seconds.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 });
  await enter(key.token);
  vi.useRealTimers();
});

describe('4406, it does not speak this protocol', () => {
  test.each<[string, Record<string, string>]>([
    ['but none', {}],
    ['but the one before it', { 'sec-websocket-protocol': 'graphql-ws' }],
    ['but others', { 'sec-websocket-protocol': 'soap, graphql-transport' }],
  ])('%s', async (_, headers) => {
    // As a header, because the library would hang up by itself where nothing that it asked for is taken.
    expect(await closeCode(await openSocket(gateway.url, { protocols: [], headers }))).toBe(4406);
  });

  test('and is not closed where this one is among those that it speaks', async () => {
    const socket = await openSocket(gateway.url, { protocols: ['graphql-ws', 'graphql-transport-ws'] });
    expect(socket.protocol).toBe('graphql-transport-ws');
    say(socket, { type: 'ping' });
    const [answer] = await once(socket, 'message');
    expect(JSON.parse(answer.toString())).toEqual({ type: 'pong' });
  });
});

test('4408, it has not said in time whose it is', async () => {
  const limits = { ...LIMITS, socketInitTimeoutMs: 300 };
  const impatient = await startGateway({ beside: gateway, limits });
  const socket = await openSocket(impatient.url);
  say(socket, { type: 'ping' });
  expect(await closeCode(socket)).toBe(4408);
  await impatient.stop();
});

describe('4409, the id of an operation is in use', () => {
  test('by one that goes on', async () => {
    const socket = await enter();
    for (let time = 0; time < 2; time += 1) say(socket, ask('one', LISTEN));
    expect(await closeCode(socket)).toBe(4409);
  });

  test('and free again once that has ended', async () => {
    const socket = await enter();
    say(socket, ask('one', LISTEN));
    say(socket, { id: 'one', type: 'complete' });
    for (let time = 0; time < 3; time += 1) {
      expect((await run(socket, WHO, 'one'))[0].payload).toEqual({ data: ACME });
    }
  });

  test('and another socket may use it', async () => {
    const sockets = [await enter(), await enter()];
    for (const socket of sockets) say(socket, ask('one', LISTEN));
    for (const socket of sockets) {
      expect((await run(socket, WHO, 'two'))[0].payload).toEqual({ data: ACME });
    }
  });
});

describe('4429, it says more than once whose it is', () => {
  const who = () => ({ type: 'connection_init', payload: { authorization: `Bearer ${caller.token}` } });

  test('when it was let in', async () => {
    const socket = await enter();
    say(socket, who());
    expect(await closeCode(socket)).toBe(4429);
  });

  test('and does not wait for an answer', async () => {
    const socket = await open();
    for (let time = 0; time < 2; time += 1) say(socket, who());
    expect(await closeCode(socket)).toBe(4429);
  });
});

describe('1009, a message is too large', () => {
  test.each([true, false])('let in: %s', async (isIn) => {
    const socket = isIn ? await enter() : await open();
    say(socket, ask('one', { ...WHO, variables: { filling: 'x'.repeat(256 * 1024) } }));
    expect(await closeCode(socket)).toBe(1009);
  });
});

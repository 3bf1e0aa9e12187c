import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { readCursors } from '../support/event-log.ts';
import { openStream } from '../support/event-stream.ts';
import { startGateway, useGateway } from '../support/gateway.ts';
import { closeCode, enterSocket, hangUpAll, run, say } from '../support/socket.ts';
import { createKey, type KeyHolder } from './keys.ts';

// Whoever listens is here; keys are revoked at another node, over the same database.
const near = useGateway();
const far = useGateway({ beside: near });
let operator: Caller;
let key: KeyHolder;
/** There is one event behind it. */
let after: string;
beforeEach(async () => {
  near.clock.moveTo('2026-01-15T09:00:00Z');
  operator = await far.createCaller();
  await Promise.all([operator.createOrganization(), operator.createOrganization()]);
  after = (await readCursors(operator))[0]!;
  key = (await createKey(operator, ['EVENTS_READ'])).with(near);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  hangUpAll();
});

const EVENTS = 'subscription($after: String) { events(after: $after) { name } }';
const WHO = { query: '{ viewer { apiKey { id } } }' };

/** The key with its next token. */
async function rotate(): Promise<KeyHolder> {
  const result = await operator.mutateById('rotateApiKey', key.keyId, '... on RotateApiKeySuccess { token }');
  return key.with(result);
}

/** A subscription over SSE that has begun: it has heard something. */
async function beginStream(holder: KeyHolder): Promise<AsyncIterator<unknown>> {
  const stream = openStream(holder, EVENTS, { after });
  expect(await stream.next()).toMatchObject({ value: { data: { events: {} } } });
  return stream;
}

/** What comes until the stream is over, events left out. */
async function lastWords(stream: AsyncIterator<unknown>): Promise<unknown[]> {
  const words = [];
  for (let next = await stream.next(); !next.done; next = await stream.next()) {
    if (!(next.value as { data?: unknown }).data) words.push(next.value);
  }
  return words;
}

const UNAUTHENTICATED = { message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } };

test('the socket of a key that is revoked is closed, and that of another stays', async () => {
  const other = (await createKey(operator, ['EVENTS_READ'])).with(near);
  const socket = await enterSocket(near.url, key.token);
  const listening = await enterSocket(near.url, key.token);
  say(listening, { id: 'one', type: 'subscribe', payload: { query: EVENTS } });
  const staying = await enterSocket(near.url, other.token);
  const closed = Promise.all([closeCode(socket), closeCode(listening)]);

  await operator.mutateById('revokeApiKey', key.keyId);

  expect(await closed).toEqual([4401, 4401]);
  expect((await run(staying, WHO))[0].payload.data.viewer.apiKey.id).toBe(other.keyId);
});

test('the stream of a key that is revoked ends with an error that says so, and that of another goes on', async () => {
  const other = (await createKey(operator, ['EVENTS_READ'])).with(near);
  const stream = await beginStream(key);
  const staying = await beginStream(other);

  await operator.mutateById('revokeApiKey', key.keyId);

  expect(await lastWords(stream)).toEqual([{ errors: [UNAUTHENTICATED] }]);
  await operator.createOrganization();
  expect(await staying.next()).toMatchObject({ value: { data: { events: {} } } });
  await staying.return?.();
});

describe('a token that was replaced', () => {
  test('keeps its socket and its stream while it works, and then loses both', async () => {
    const renewed = await rotate();
    const socket = await enterSocket(near.url, key.token);
    const stream = await beginStream(key);
    const staying = await enterSocket(near.url, renewed.token);
    expect((await run(socket, WHO))[0].payload.data.viewer.apiKey.id).toBe(key.keyId);

    const closed = closeCode(socket);
    near.clock.moveTo('2026-01-16T09:00:00Z');

    expect(await closed).toBe(4401);
    expect(await lastWords(stream)).toEqual([{ errors: [UNAUTHENTICATED] }]);
    expect((await run(staying, WHO))[0].payload.data.viewer.apiKey.id).toBe(key.keyId);
  });

  test('loses them with the next rotation', async () => {
    const socket = await enterSocket(near.url, key.token);
    const closed = closeCode(socket);
    const renewed = await rotate();
    const staying = await enterSocket(near.url, renewed.token);

    await rotate();

    expect(await closed).toBe(4401);
    expect((await run(staying, WHO))[0].payload.data.viewer.apiKey.id).toBe(key.keyId);
  });
});

const isLook = (query: unknown) => JSON.stringify(query).includes('previousTokenHash');

test('while the database does not answer, nobody is put out', async () => {
  const socket = await enterSocket(near.url, key.token);
  const { pool } = near.gateway.database;
  const ask = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  let looks = 0;
  const { promise: lookedAgain, resolve } = Promise.withResolvers<void>();
  vi.spyOn(pool, 'query').mockImplementation(((...args: [{ text?: string }]) => {
    if (!isLook(args[0])) return ask(...args);
    looks += 1;
    if (looks === 1) return Promise.reject(new Error('The database is away.'));
    resolve();
    return ask(...args);
  }) as never);
  await lookedAgain;
  expect((await run(socket, WHO))[0].payload.data.viewer.apiKey.id).toBe(key.keyId);
});

test('what was hung up is not looked after any more', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const node = await startGateway({ beside: near });
  const spy = vi.spyOn(node.gateway.database.pool, 'query');
  const countLooks = async () => {
    spy.mockClear();
    vi.advanceTimersByTime(2_000);
    const looks = spy.mock.calls.filter(([query]) => isLook(query)).length;
    // The next one begins only after this one.
    await Promise.all(spy.mock.results.map(({ value }) => value));
    await new Promise(setImmediate);
    return looks;
  };
  const stream = await beginStream(key.with(node));
  const socket = await enterSocket(node.url, key.token);
  expect(await countLooks()).toBe(1);
  await stream.return?.();
  expect(await countLooks()).toBe(1);
  socket.close();
  await expect.poll(countLooks).toBe(0);
  await node.stop();
});

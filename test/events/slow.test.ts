import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { LIMITS } from '../../src/server/limits/limits.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { anotherOf, appendEvents, endOfLog, readCursors } from '../support/event-log.ts';
import { startGateway, useGateway } from '../support/gateway.ts';
import { enterSocket, hangUpAll, say } from '../support/socket.ts';

const gateway = useGateway({ limits: { ...LIMITS, listenerStallMs: 0 } });
afterAll(hangUpAll);

const CURSORS = 'subscription($after: String) { events(after: $after) { cursor } }';
const cursorOf = ({ events }: Answer): string => events.cursor;
const MB = 1024 * 1024;

/** An account, and a subscription that is answered with some 40 kB an event. */
async function createLargeEvents(): Promise<{ caller: Caller; connectionId: string; query: string }> {
  const caller = await gateway.createCaller();
  const { id: connectionId } = await caller.createOrganization({
    customFields: Array.from({ length: 5 }, (_, index) => ({
      name: `Filling ${index}`,
      value: 'x'.repeat(250),
    })),
  });
  const fields = Array.from({ length: 30 }, (_, index) => `f${index}: customFields { value }`).join(' ');
  const query = `subscription($after: String) {
    events(after: $after) { cursor ... on ClientUpdatedEvent { connection { ${fields} } } }
  }`;
  return { caller, connectionId, query };
}

/** The socket below a WebSocket: what it does not take stays with the sender. */
function below(socket: WebSocket): Socket {
  return (socket as unknown as { _socket: Socket })._socket;
}

/** In bytes, without what is only waiting to be cleared away. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test('4,000 events to a socket that takes nothing: memory stays flat, others hear all, and it can go on', async () => {
  const { caller, connectionId, query } = await createLargeEvents();
  const after = await endOfLog(caller);
  const stalled = await enterSocket(caller.url, caller.token);
  const heard: Answer[] = [];
  stalled.on('message', (data) => heard.push(JSON.parse(data.toString())));
  say(stalled, { id: 'slow', type: 'subscribe', payload: { query, variables: { after } } });
  await appendEvents(gateway.gateway, caller, { count: 1, connectionId });
  // It is live, and then it stops.
  await expect.poll(() => heard.length).toBe(1);
  below(stalled).pause();
  const other = anotherOf(caller);
  const quick = other.listen(query, { after });
  await expect.poll(() => quick.received.length).toBe(1);
  const before = usedMemory();

  for (let batch = 0; batch < 8; batch += 1) {
    await appendEvents(gateway.gateway, caller, { count: 500, connectionId });
    await expect.poll(() => quick.received.length, { timeout: 30_000 }).toBe(1 + 500 * (batch + 1));
    // The test is not to keep them either.
    for (const received of quick.received) delete received.events.connection;
  }
  // Of 160 MB.
  expect((usedMemory() - before) / MB).toBeLessThan(20);

  below(stalled).resume();
  await expect.poll(() => heard.at(-1)?.type).toBe('complete');
  const refusal = heard.at(-2)!;
  const { extensions } = refusal.payload.errors[0];
  expect(extensions.code).toBe('LISTENER_TOO_SLOW');
  const told = heard.slice(0, -2).map(({ payload }) => cursorOf(payload.data));
  expect(told.at(-1)).toBe(extensions.cursor);
  expect(told.length).toBeLessThan(1_000);

  const rest = anotherOf(caller).listen(CURSORS, { after: extensions.cursor });
  await expect.poll(() => told.length + rest.received.length).toBe(4_001);
  expect([...told, ...rest.received.map(cursorOf)]).toEqual((await readCursors(caller)).slice(1));
  await Promise.all([quick.stop(), rest.stop(), other.close()]);
}, 120_000);

test('one that pauses for less hears all that it missed, in order', async () => {
  const { caller, connectionId, query } = await createLargeEvents();
  const after = await endOfLog(caller);
  const paused = await enterSocket(caller.url, caller.token);
  const heard: string[] = [];
  paused.on('message', (data) => heard.push(cursorOf(JSON.parse(data.toString()).payload.data)));
  say(paused, { id: 'slow', type: 'subscribe', payload: { query, variables: { after } } });
  await appendEvents(gateway.gateway, caller, { count: 1, connectionId });
  await expect.poll(() => heard.length).toBe(1);

  below(paused).pause();
  await appendEvents(gateway.gateway, caller, { count: 600, connectionId });
  const quick = caller.listen(CURSORS, { after });
  await expect.poll(() => quick.received.length).toBe(601);
  below(paused).resume();

  await expect.poll(() => heard.length).toBe(601);
  expect(heard).toEqual(quick.received.map(cursorOf));
  await caller.close();
});

test('a stream that takes nothing for too long is ended with the cursor to go on from', async () => {
  const { caller, connectionId, query } = await createLargeEvents();
  const after = await endOfLog(caller);
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    authorization: `Bearer ${caller.token}`,
  };
  const slow = request(caller.url, { method: 'POST', headers });
  slow.end(JSON.stringify({ query, variables: { after } }));
  const [response] = await once(slow, 'response');

  await appendEvents(gateway.gateway, caller, { count: 1_500, connectionId });
  const quick = caller.listen(query, { after });
  // It asks for the same: by now all of it has been told.
  await expect.poll(() => quick.received.length).toBe(1_500);

  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  const results: Answer[] = text
    .split('\n')
    .flatMap((line) => (line.startsWith('data: {') ? JSON.parse(line.slice(6)) : []));
  const [error] = results.pop()!.errors;
  const told = results.map(({ data }) => cursorOf(data));
  expect(error.extensions).toEqual({ code: 'LISTENER_TOO_SLOW', cursor: told.at(-1) });
  expect(told).toEqual(quick.received.map(cursorOf).slice(0, told.length));
  expect(text).toMatch(/event: complete\ndata:\n\n$/);
  await caller.close();
});

test('one that only pauses is told all, however much it has missed', async () => {
  const patient = await startGateway({
    beside: gateway,
    limits: { ...LIMITS, listenerStallMs: 60_000 },
  });
  const { caller, connectionId, query } = await createLargeEvents();
  const after = await endOfLog(caller);
  const paused = await enterSocket(patient.url, caller.token);
  const heard: string[] = [];
  paused.on('message', (data) => heard.push(cursorOf(JSON.parse(data.toString()).payload.data)));
  say(paused, { id: 'slow', type: 'subscribe', payload: { query, variables: { after } } });
  const quick = anotherOf({ ...caller, url: patient.url } as Caller).listen(query, { after });
  await appendEvents(gateway.gateway, caller, { count: 1, connectionId });
  await expect.poll(() => heard.length).toBe(1);

  below(paused).pause();
  await appendEvents(gateway.gateway, caller, { count: 1_200, connectionId });
  await expect.poll(() => quick.received.length).toBe(1_201);
  below(paused).resume();

  await expect.poll(() => heard.length).toBe(1_201);
  expect(heard).toEqual((await readCursors(caller)).slice(1));
  await quick.stop();
  paused.terminate();
  await patient.stop();
});

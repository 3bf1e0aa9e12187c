import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventFeed } from '../../src/platform/event-feed.ts';
import type { Caller } from '../support/caller.ts';
import { anotherOf } from '../support/event-log.ts';
import { listenByStream } from '../support/event-stream.ts';
import { type StartedGateway, startGateway } from '../support/gateway.ts';

const QUERY = 'subscription { events { name } }';
/** Another text: those who ask for the same follow the log together. */
const OTHER_QUERY = 'subscription Other { events { name } }';
const THIRD_QUERY = 'subscription Third { events { name } }';

let gateway: StartedGateway;
let caller: Caller;
let following: number;
let stopped: boolean;
beforeEach(async () => {
  gateway = await startGateway();
  caller = await gateway.createCaller();
  following = 0;
  stopped = false;
  const { events } = gateway.gateway;
  gateway.gateway.events = { ...events, follow: countFollowers(events) };
});
afterEach(async () => {
  await caller.close();
  if (!stopped) await gateway.stop();
});

/** The feed as it is, and how many follow it: one for all who ask for the same. */
function countFollowers({ follow }: EventFeed): EventFeed['follow'] {
  return async function* (...args) {
    following += 1;
    try {
      yield* follow(...args);
    } finally {
      following -= 1;
    }
  };
}

const isFollowedBy = (count: number) => expect.poll(() => following).toBe(count);

test('a listener that unsubscribes while it waits frees its place at once', async () => {
  const [first, second] = [caller.listen(QUERY), caller.listen(OTHER_QUERY)];
  await isFollowedBy(2);

  await first.stop();
  await isFollowedBy(1);

  // The other one, on the same socket, goes on.
  await caller.createOrganization();
  expect(await second.next()).toEqual({ events: { name: 'client.created' } });
  await second.stop();
  await isFollowedBy(0);
});

test('a listener that hangs up while it waits frees its place, over WebSocket and over SSE', async () => {
  const connection = anotherOf(caller);
  connection.listen(QUERY);
  connection.listen(OTHER_QUERY);
  const stream = listenByStream(caller, THIRD_QUERY);
  await isFollowedBy(3);

  await connection.close();
  await isFollowedBy(1);
  await stream.stop();
  await isFollowedBy(0);
});

test('many who come and go leave nothing behind', async () => {
  for (let round = 0; round < 3; round += 1) {
    const connections = Array.from({ length: 10 }, () => anotherOf(caller));
    for (const connection of connections) connection.listen(QUERY);
    await isFollowedBy(1);
    await Promise.all(connections.map((connection) => connection.close()));
    await isFollowedBy(0);
  }
});

test('those who hang up while they are let in leave nothing behind, and take up no stream', async () => {
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    authorization: `Bearer ${caller.token}`,
  };
  // More than a key may hold, each gone a little later than the one before.
  for (let index = 0; index < 150; index += 1) {
    const asked = request(caller.url, { method: 'POST', headers });
    asked.on('error', () => {});
    asked.end(JSON.stringify({ query: QUERY }));
    await pause(index / 10);
    asked.destroy();
  }
  await isFollowedBy(0);

  const stream = listenByStream(caller, QUERY);
  await isFollowedBy(1);
  await stream.stop();
  await isFollowedBy(0);
});

test('a server that stops ends those who wait: sockets are going away, streams are completed', async () => {
  const listener = caller.listen(QUERY);
  const stream = listenByStream(caller, OTHER_QUERY);
  await isFollowedBy(2);

  stopped = true;
  await gateway.stop();

  await expect(listener.ended()).rejects.toMatchObject({ code: 1001 });
  await stream.ended();
  await isFollowedBy(0);
});

import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { LIMITS } from '../../src/server/limits/limits.ts';
import type { Caller } from '../support/caller.ts';
import { readCursors } from '../support/event-log.ts';
import { listenByStream } from '../support/event-stream.ts';
import { useGateway } from '../support/gateway.ts';
import { closeCode, enterSocket, hangUpAll, openSocket, run, say } from '../support/socket.ts';

const WHO = '{ viewer { account { name } } }';

const gateway = useGateway({
  limits: { ...LIMITS, socketsPerKey: 3, streamsPerKey: 2, operationsPerSocket: 4 },
});
afterEach(hangUpAll);

test('a key has so many sockets at a time, and another key its own', async () => {
  const [caller, other] = [await gateway.createCaller(), await gateway.createCaller()];
  const sockets = [];
  for (let index = 0; index < 3; index += 1) sockets.push(await enterSocket(gateway.url, caller.token));

  const refused = await openSocket(gateway.url);
  say(refused, { type: 'connection_init', payload: { authorization: `Bearer ${caller.token}` } });
  expect(await closeCode(refused)).toBe(4429);
  for (const socket of sockets) expect((await run(socket, { query: WHO }))[0].type).toBe('next');
  await enterSocket(gateway.url, other.token);

  sockets[0]!.close();
  await once(sockets[0]!, 'close');
  await enterSocket(gateway.url, caller.token);
});

test('on a socket so many operations run at a time', async () => {
  const caller = await gateway.createCaller();
  const socket = await enterSocket(gateway.url, caller.token);
  const listen = (id: string) =>
    say(socket, { id, type: 'subscribe', payload: { query: 'subscription { events { id } }' } });
  for (const id of ['a', 'b', 'c', 'd']) listen(id);

  const [answer] = await run(socket, { query: WHO }, 'e');
  expect(answer).toEqual({
    id: 'e',
    type: 'error',
    payload: [
      {
        message: 'A socket may run at most 4 operations at a time.',
        extensions: { code: 'TOO_MANY_OPERATIONS', limit: 4 },
      },
    ],
  });

  say(socket, { id: 'a', type: 'complete' });
  await expect.poll(async () => (await run(socket, { query: WHO }, 'f'))[0].type).toBe('next');
});

test('a key has so many streams at a time, another key its own, and one that is left makes room', async () => {
  const [caller, other] = [await gateway.createCaller(), await gateway.createCaller()];
  const query = 'subscription($after: String) { events(after: $after) { name } }';
  const open = async (who: Caller) => {
    await who.createOrganization();
    const [after] = await readCursors(who);
    await who.createOrganization();
    return listenByStream(who, query, { after });
  };
  const streams = [await open(caller), await open(caller), await open(other)];
  for (const stream of streams) await stream.next();

  const refused = await open(caller);
  await expect(refused.ended()).rejects.toThrow('"code":"TOO_MANY_STREAMS","limit":2');

  await streams[0]!.stop();
  await expect.poll(async () => (await open(caller)).next().catch(() => null)).not.toBe(null);
});

test('what is wrong with a socket is told to the log, and not to the console', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { log } = gateway.gateway;
  const [warned, failed] = [vi.spyOn(log, 'warn'), vi.spyOn(log, 'error')];
  const caller = await gateway.createCaller();

  const large = await enterSocket(gateway.url, caller.token);
  say(large, {
    id: 'one',
    type: 'subscribe',
    payload: { query: WHO, variables: { filling: 'x'.repeat(262_144) } },
  });
  expect(await closeCode(large)).toBe(1009);
  expect(warned).toHaveBeenCalledWith({ error: 'Max payload size exceeded' }, 'A socket failed.');

  vi.spyOn(gateway.gateway.database.pool, 'query').mockImplementation((() =>
    Promise.reject(new Error('No database.'))) as never);
  const broken = await openSocket(gateway.url);
  say(broken, { type: 'connection_init', payload: { authorization: 'Bearer sk_live_other' } });
  expect(await closeCode(broken)).toBe(4500);
  expect(failed).toHaveBeenCalledWith({ error: expect.any(Error) }, 'A socket failed.');
  expect(told).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { trackApiKeyUsage } from '../../src/accounts/track-api-key-usage.ts';
import { openDatabase } from '../../src/platform/postgres/database.ts';
import type { Caller } from '../support/caller.ts';
import { type StartedGateway, startGateway, type TestGateway, useGateway } from '../support/gateway.ts';
import { enterSocket, hangUpAll } from '../support/socket.ts';
import { createKey, type KeyHolder } from './keys.ts';

const gateway = useGateway();
let node: StartedGateway;
let caller: Caller;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  hangUpAll();
});

const WHO = '{ viewer { apiKey { id } } }';

async function lastUsed({ keyId }: KeyHolder): Promise<string | null> {
  const query = 'query($id: ID!) { node(id: $id) { ... on ApiKey { lastUsedAt } } }';
  return (await caller.run(query, { id: keyId })).node.lastUsedAt;
}

async function keyAt(other: TestGateway): Promise<KeyHolder> {
  return (await createKey(caller)).with(other);
}

function countWrites({ gateway: { database } }: TestGateway): () => number {
  const spy = vi.spyOn(database.pool, 'query');
  return () =>
    spy.mock.calls.filter(([query]) => JSON.stringify(query).includes('SET \\"lastUsedAt\\"')).length;
}

test('when a key was used last is written when the node stops', async () => {
  node = await startGateway({ beside: gateway });
  const [used, unused, listening] = [await keyAt(node), await keyAt(node), await keyAt(node)];
  await used.run(WHO);
  gateway.clock.moveTo('2026-01-15T09:30:00Z');
  await used.run(WHO);
  await enterSocket(node.url, listening.token);
  expect(await lastUsed(used)).toBeNull();
  await node.stop();
  expect(await lastUsed(used)).toBe('2026-01-15T09:30:00.000Z');
  expect(await lastUsed(listening)).toBe('2026-01-15T09:30:00.000Z');
  expect(await lastUsed(unused)).toBeNull();
});

test('it is written once a minute, for all keys together and however often they are used', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  node = await startGateway({ beside: gateway });
  const writes = countWrites(node);
  const keys = await Promise.all([1, 2, 3].map(() => keyAt(node)));
  for (const key of keys) for (let time = 0; time < 5; time += 1) await key.run(WHO);
  expect(writes()).toBe(0);
  vi.advanceTimersByTime(60_000);
  await expect.poll(() => lastUsed(keys[2]!)).toBe('2026-01-15T09:00:00.000Z');
  // What nobody uses any more is not written again.
  vi.advanceTimersByTime(60_000);
  await node.stop();
  expect(writes()).toBe(1);
});

test('a wrong key is not noted, nor one that was revoked', async () => {
  node = await startGateway({ beside: gateway });
  const key = await keyAt(node);
  await caller.mutateById('revokeApiKey', key.keyId);
  expect((await key.send(WHO)).status).toBe(401);
  await node.stop();
  expect(await lastUsed(key)).toBeNull();
});

test('a node that writes late does not set it back', async () => {
  const first = await startGateway({ beside: gateway });
  const key = await keyAt(first);
  await key.run(WHO);
  gateway.clock.moveTo('2026-01-15T10:00:00Z');
  const second = await startGateway({ beside: gateway });
  await key.with(second).run(WHO);
  await second.stop();
  await first.stop();
  expect(await lastUsed(key)).toBe('2026-01-15T10:00:00.000Z');
});

test('a database that does not answer fails nothing', async () => {
  const away = openDatabase('postgresql://nobody@127.0.0.1:1/none', () => {});
  const { clock, log } = gateway.gateway;
  const uses = trackApiKeyUsage({ database: away, clock, log });
  const { keyId, accountId } = await createKey(caller);
  uses.track({
    ...{ gateway: gateway.gateway, accountId, apiKeyId: keyId },
    plan: 'FREE',
    abilities: new Set(),
  });
  await expect(uses.close()).resolves.toBeUndefined();
  await away.close();
});

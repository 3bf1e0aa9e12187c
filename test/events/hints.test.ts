import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAuthenticate } from '../../src/accounts/authenticate.ts';
import { createOrganization } from '../../src/connections/create-organization.ts';
import { assembleGateway } from '../../src/open-gateway.ts';
import type { Gateway } from '../../src/platform/gateway.ts';
import type { Caller } from '../support/caller.ts';
import { endOfLog } from '../support/event-log.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import type { Listener } from '../support/listener.ts';

// Two gateways over one database: listeners are at the one, all is written at the other. The feed
// looks for what it was not told of once a second.
let near: TestGateway;
let far: Gateway;
beforeAll(async () => {
  near = await startGateway();
  const { config, clock, log, database } = near.gateway;
  far = assembleGateway(config, database.pool.options.connectionString!, { clock, log });
});
afterAll(async () => {
  await far.events.close();
  await far.database.close();
  await near.stop();
});

let caller: Caller;
let listener: Listener;
beforeEach(async () => {
  caller = await near.createCaller();
  await caller.createOrganization();
  const query = `subscription($after: String) {
    events(after: $after) { ... on ClientCreatedEvent { connection { displayName } } }
  }`;
  listener = caller.listen(query, { after: await endOfLog(caller) });
});
afterEach(() => caller.close());

async function createFarAway(name: string): Promise<void> {
  const actor = await createAuthenticate(far)(`Bearer ${caller.token}`);
  await createOrganization(actor!, {
    name,
    businessEmail: 'email@example.com',
    language: 'EN_US',
    currency: 'USD',
  });
}

/** How long it takes for things to be heard that happen one after the other, each once the last was heard. */
async function timeOf(count: number): Promise<number> {
  const begin = performance.now();
  for (let index = 0; index < count; index += 1) {
    await createFarAway(`Number ${index}`);
    expect((await listener.next()).events.connection.displayName).toBe(`Number ${index}`);
  }
  return performance.now() - begin;
}

async function listeningBackends(): Promise<number[]> {
  const { rows } = await near.gateway.database.pool.query(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' ORDER BY pid",
  );
  return rows.map(({ pid }) => pid);
}

test('what happens at another gateway is heard at once: a hint tells of it', async () => {
  // By polling alone, each would take its second.
  expect(await timeOf(10)).toBeLessThan(5_000);
});

test('what a lost hint would have told is found, and hints work again by themselves', async () => {
  await expect.poll(listeningBackends).toHaveLength(2);
  const broken = await listeningBackends();
  await near.gateway.database.pool.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [
    broken,
  ]);

  const begin = performance.now();
  await createFarAway('Without a hint');
  expect((await listener.next()).events.connection.displayName).toBe('Without a hint');
  expect(performance.now() - begin).toBeLessThan(5_000);

  await expect.poll(listeningBackends).toHaveLength(2);
  for (const pid of await listeningBackends()) expect(broken).not.toContain(pid);
  expect(await timeOf(10)).toBeLessThan(5_000);
});

test('events that nobody announced are found within seconds', async () => {
  const { prisma } = far.database;
  const accountId = caller.accountId.split('_')[1]!;
  const begin = performance.now();
  await prisma.$transaction(async (tx) => {
    const { eventSeq } = await tx.account.update({
      where: { id: accountId },
      data: { eventSeq: { increment: 1 } },
    });
    const event = { accountId, seq: eventSeq, id: far.keys.id(), occurredAt: new Date() } as const;
    await tx.event.create({ data: { ...event, type: 'CLIENT_CREATED', connectionId: far.keys.id() } });
  });
  expect(await listener.next()).toEqual({ events: { connection: null } });
  expect(performance.now() - begin).toBeLessThan(5_000);
});

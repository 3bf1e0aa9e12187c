import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Gateway } from '../../src/platform/gateway.ts';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import type { Listener } from '../support/listener.ts';
import {
  closeFarGateway,
  createClient,
  expectClient,
  listenForClients,
  listeningBackends,
  openFarGateway,
  timeOf,
} from './two-nodes.ts';

// Two gateways over one database: listeners are at the one, all is written at the other. The feed
// looks for what it was not told of once a second.
const near = useGateway();
let far: Gateway;
beforeAll(() => {
  far = openFarGateway(near);
});
afterAll(() => closeFarGateway(far));

let caller: Caller;
let listener: Listener;
beforeEach(async () => {
  caller = await near.createCaller();
  listener = await listenForClients(caller);
});
afterEach(() => caller.close());

test('what happens at another gateway is heard at once: a hint tells of it', async () => {
  // By polling alone, each would take its second.
  expect(await timeOf(10, { far, caller, listener })).toBeLessThan(5_000);
});

test('what a lost hint would have told is found, and hints work again by themselves', async () => {
  await expect.poll(() => listeningBackends(near)).toHaveLength(2);
  const broken = await listeningBackends(near);
  await near.gateway.database.pool.query('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [
    broken,
  ]);

  const begin = performance.now();
  await createClient(far, caller, 'Without a hint');
  await expectClient(listener, 'Without a hint');
  expect(performance.now() - begin).toBeLessThan(5_000);

  await expect.poll(() => listeningBackends(near)).toHaveLength(2);
  for (const pid of await listeningBackends(near)) expect(broken).not.toContain(pid);
  expect(await timeOf(10, { far, caller, listener })).toBeLessThan(5_000);
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
    const event = { accountId, seq: eventSeq, id: far.ids.uuid(), occurredAt: new Date() } as const;
    await tx.event.create({ data: { ...event, type: 'CLIENT_CREATED', connectionId: far.ids.uuid() } });
  });
  expect(await listener.next()).toEqual({ events: { connection: null } });
  expect(performance.now() - begin).toBeLessThan(5_000);
});

import { once } from 'node:events';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { attemptDelivery } from '../../src/webhooks/attempt-delivery.ts';
import { ATTEMPT_MS, claimWebhooks, LEASE_MS } from '../../src/webhooks/claim-webhooks.ts';
import { queueDeliveries } from '../../src/webhooks/queue-deliveries.ts';
import { sendWebhooks } from '../../src/webhooks/send-webhooks.ts';
import type { Caller } from '../support/caller.ts';
import { TestClock } from '../support/clock.ts';
import { uuidOf } from '../support/event-log.ts';
import { startGateway, useGateway } from '../support/gateway.ts';
import { findFreePort, killProcesses, startProcess } from '../support/gateway-process.ts';
import { NEVER, type Received, type Receiver, startReceiver, verify } from '../support/receiver.ts';
import { createWebhook, idsOf, readDeliveries, sequencesOf } from './make-webhook.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// By the time of the machine, which a process of its own goes by.
const gateway = useGateway({ clock: new TestClock(new Date().toISOString()) });
const beside = useGateway({ beside: gateway });
let receiver: Receiver;
let caller: Caller;
beforeEach(async () => {
  receiver = await startReceiver();
  caller = await gateway.createCaller();
  return () => receiver.stop();
});
afterAll(() => {
  vi.resetConfig();
  killProcesses();
});

const pass = (ms: number) => gateway.clock.moveTo(new Date(gateway.clock.now().getTime() + ms).toISOString());

test('two nodes tell each webhook of everything, each one attempt at a time', async () => {
  const paths = ['/hooks/1', '/hooks/2', '/hooks/3'];
  const made = await Promise.all(
    paths.map((_, index) => createWebhook(caller, { url: `${receiver.url}/${index + 1}` })),
  );
  // A third fails.
  receiver.answer(() => ({ status: receiver.received.length % 3 === 0 ? 500 : 200 }));
  const { id } = await caller.createOrganization();
  const update = (phone: string) => caller.mutate('updateOrganization', { id, phone });
  const writing = Promise.all(Array.from({ length: 19 }, (_, index) => update(String(index))));

  const isPending = async () => {
    const all = await Promise.all(made.map(({ webhook }) => readDeliveries(caller, webhook.id)));
    return all.some(
      (deliveries) => deliveries.length < 20 || deliveries.some(({ state }) => state === 'PENDING'),
    );
  };
  await Promise.all([gateway.work(), beside.work(), writing]);
  for (let round = 0; round < 10 && (await isPending()); round += 1) {
    pass(24 * 3_600_000 * 1.1);
    await Promise.all([gateway.work(), beside.work()]);
  }

  for (const [index, path] of paths.entries()) {
    const { secret, webhook } = made[index]!;
    const received = receiver.received.filter((request) => request.path === path);
    expect(receiver.open(path).most).toBe(1);
    expect(new Set(sequencesOf(received))).toEqual(new Set(Array.from({ length: 20 }, (_, seq) => seq + 1)));
    // What came twice came under the same id.
    const deliveries = await readDeliveries(caller, webhook.id);
    expect(new Set(idsOf(received))).toEqual(new Set(deliveries.map((delivery) => delivery.id)));
    expect(deliveries.map(({ state }) => state)).toEqual(Array(20).fill('DELIVERED'));
    const attempts = deliveries.flatMap((delivery) => delivery.attempts);
    expect(attempts).toHaveLength(received.length);
    const at = (request: Received) => new Date(Number(request.headers['webhook-timestamp']) * 1_000);
    for (const request of received) expect(() => verify(secret, request, at(request))).not.toThrow();
  }
});

test('what a node was sending when it was killed is sent again by another, under the same id', async () => {
  const { database, config } = gateway.gateway;
  const server = await startProcess(
    {
      ...{ DATABASE_URL: database.pool.options.connectionString!, DATA_DIR: config.dataDir },
      ...{ PORT: await findFreePort(), HOST: '127.0.0.1', LOG_LEVEL: 'error', NODE_ENV: 'production' },
      WEBHOOKS_ALLOW_LOOPBACK: 'on',
    },
    { hasDemo: false },
  );
  gateway.clock.moveTo(new Date().toISOString());
  receiver.answer({ after: NEVER });
  const { webhook } = await createWebhook(caller, { url: receiver.url, events: ['CLIENT_CREATED'] });
  await caller.createOrganization();
  await expect.poll(() => receiver.open().now).toBe(1);
  server.child.kill('SIGKILL');
  await once(server.child, 'exit');
  receiver.answer({ status: 200 });

  // As long as it might still be at it, nobody else is.
  gateway.clock.moveTo(new Date().toISOString());
  await gateway.work();
  expect(receiver.received).toHaveLength(1);
  pass(LEASE_MS);
  await gateway.work();

  const [delivery, ...more] = await readDeliveries(caller, webhook.id);
  expect(more).toEqual([]);
  expect(idsOf(receiver.received)).toEqual([delivery.id, delivery.id]);
  expect(delivery).toMatchObject({ state: 'DELIVERED', attempts: [{ statusCode: 200 }] });
});

test('a node that comes back late changes nothing of what another has done meanwhile', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  receiver.answer({ after: held, status: 500 });
  const { webhook } = await createWebhook(caller, { url: receiver.url, events: ['CLIENT_CREATED'] });
  await caller.createOrganization();
  const late = gateway.work();
  await expect.poll(() => receiver.open().now).toBe(1);
  pass(LEASE_MS);
  receiver.answer({ status: 200 });
  await beside.work();
  const [delivered] = await readDeliveries(caller, webhook.id);
  expect(delivered).toMatchObject({ state: 'DELIVERED', attempts: [{ statusCode: 200 }] });

  release();
  await late;

  const [delivery] = await readDeliveries(caller, webhook.id);
  expect(delivery).toMatchObject({
    ...{ state: 'DELIVERED', nextAttemptAt: null },
    // In the order in which they began.
    attempts: [{ statusCode: 500 }, { statusCode: 200 }],
  });
});

test('a node that comes back late does not take from another the turn that this has now', async () => {
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { webhook } = await createWebhook(caller, { url: receiver.url, events: ['CLIENT_CREATED'] });
  await caller.createOrganization();
  await caller.createOrganization();
  receiver.answer({ after: first.promise, status: 500 });
  const late = sendWebhooks(gateway.gateway);
  await late.run();
  await expect.poll(() => receiver.received.length).toBe(1);
  pass(LEASE_MS);
  receiver.answer({ after: second.promise });
  const other = sendWebhooks(beside.gateway);
  await other.run();
  await expect.poll(() => receiver.received.length).toBe(2);

  first.resolve();
  await late.finish!();
  await gateway.work();
  expect(receiver.received).toHaveLength(2);

  second.resolve();
  await other.finish!();
  await gateway.work();
  expect(sequencesOf(receiver.received)).toEqual([1, 1, 2]);
  const deliveries = await readDeliveries(caller, webhook.id);
  expect(deliveries.map(({ state }) => state)).toEqual(['DELIVERED', 'DELIVERED']);
});

test('a node that stood still between taking a turn and sending leaves it to another', async () => {
  const { webhook } = await createWebhook(caller, { url: receiver.url, events: ['CLIENT_CREATED'] });
  await caller.createOrganization();
  await queueDeliveries(gateway.gateway, uuidOf(caller.accountId));
  const [turn] = await claimWebhooks(gateway.gateway, { others: 1, failing: 0 });
  // Were it to begin now, it could still be at it when the next one begins.
  pass(LEASE_MS - ATTEMPT_MS + 1);
  await attemptDelivery(gateway.gateway, turn!);
  await beside.work();
  expect(receiver.received).toEqual([]);

  pass(ATTEMPT_MS);
  await beside.work();
  expect(sequencesOf(receiver.received)).toEqual([1]);
  expect(await readDeliveries(caller, webhook.id)).toMatchObject([{ state: 'DELIVERED' }]);
});

test('a node without the switch for development calls no address of its own machine, whoever has let it in', async () => {
  const closed = await startGateway({ beside: gateway, env: { WEBHOOKS_ALLOW_LOOPBACK: 'off' } });
  const { webhook } = await createWebhook(caller, { url: receiver.url, events: ['CLIENT_CREATED'] });
  await caller.createOrganization();
  await closed.work();
  await closed.stop();
  expect(receiver.received).toEqual([]);
  expect(await readDeliveries(caller, webhook.id)).toMatchObject([
    { state: 'PENDING', attempts: [{ statusCode: null, error: expect.stringMatching(/\w\.$/) }] },
  ]);
});

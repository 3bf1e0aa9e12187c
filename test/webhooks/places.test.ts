import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWorker, type Worker } from '../../src/platform/worker.ts';
import { sendWebhooks } from '../../src/webhooks/send-webhooks.ts';
import type { Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { createWebhook, idsOf, readDeliveries, sequencesOf } from './make-webhook.ts';

// A gateway that works by itself, as it does in operation, and receivers that let it wait.

const gateway = useGateway();
let worker: Worker;
let caller: Caller;
/** One that does not answer until it is let go, and one that does. */
let hanging: Receiver;
let release: () => void;
let good: Receiver;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  [hanging, good] = await Promise.all([startReceiver(), startReceiver()]);
  const held = Promise.withResolvers<void>();
  release = held.resolve;
  hanging.answer({ after: held.promise });
  worker = createWorker(gateway.gateway.log);
  gateway.gateway.worker = worker;
  worker.start([sendWebhooks(gateway.gateway)]);
});
afterEach(async () => {
  release();
  await worker.stop();
  await Promise.all([hanging.stop(), good.stop()]);
});

test('a receiver that hangs keeps none waiting but its own webhook', async () => {
  const { webhook } = await createWebhook(caller, { url: hanging.url });
  await createWebhook(caller, { url: `${good.url}/1` });
  const other = await gateway.createCaller();
  await createWebhook(other, { url: `${good.url}/2` });
  for (let count = 0; count < 5; count += 1) {
    await caller.createOrganization();
    await other.createOrganization();
  }

  await expect.poll(() => good.received.length).toBe(10);

  const ofPath = (path: string) => sequencesOf(good.received.filter((request) => request.path === path));
  expect(ofPath('/hooks/1')).toEqual([1, 2, 3, 4, 5]);
  expect(ofPath('/hooks/2')).toEqual([1, 2, 3, 4, 5]);
  expect(hanging.open()).toEqual({ now: 1, most: 1 });
  expect((await readDeliveries(caller, webhook.id)).every(({ state }) => state === 'PENDING')).toBe(true);

  release();
  await expect.poll(() => sequencesOf(hanging.received)).toEqual([1, 2, 3, 4, 5]);
  expect(hanging.open().most).toBe(1);
});

/** So many webhooks whose last attempt failed, each with something due. */
async function createFailing(url: string, count: number): Promise<void> {
  const accountId = uuidOf(caller.accountId);
  await caller.createOrganization();
  await gateway.gateway.database.pool.query(
    `WITH hooks AS (
       INSERT INTO "Webhook" ("accountId", id, url, events, secret, position, "nextAttemptAt", "isFailing", "createdAt", "updatedAt")
       SELECT $1, gen_random_uuid(), $2, '{CLIENT_CREATED}', 'whsec_c2VjcmV0', 1, $4, true, $4, $4
       FROM generate_series(1, $3) RETURNING id)
     INSERT INTO "WebhookDelivery" ("accountId", id, "webhookId", "eventSeq", "nextAttemptAt", "createdAt")
     SELECT $1, gen_random_uuid(), id, 1, $4, $4 FROM hooks`,
    [accountId, url, count, gateway.clock.now()],
  );
}

test('those that have failed take only a part of the places, so that there are some for the others', async () => {
  await createFailing(hanging.url, 130);
  await expect.poll(() => hanging.open().now).toBe(100);

  const other = await gateway.createCaller();
  await createWebhook(other, { url: good.url });
  await other.createOrganization();
  await expect.poll(() => good.received.length).toBe(1);
  expect(hanging.open()).toEqual({ now: 100, most: 100 });

  release();
  await expect.poll(() => hanging.received.length).toBe(130);
});

test('one that is stopped lets its attempts end, and writes down what came of them', async () => {
  const { webhook } = await createWebhook(caller, { url: hanging.url });
  await caller.createOrganization();
  await caller.createOrganization();
  await expect.poll(() => hanging.open().now).toBe(1);

  const stopped = worker.stop();
  release();
  await stopped;

  const deliveries = await readDeliveries(caller, webhook.id);
  expect(deliveries.map(({ state }) => state)).toEqual(['DELIVERED', 'PENDING']);
  expect(idsOf(hanging.received)).toEqual([deliveries[0].id]);
});

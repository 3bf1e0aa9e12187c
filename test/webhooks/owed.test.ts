import { beforeEach, expect, test } from 'vitest';
import { oldestOwedEvent } from '../../src/webhooks/oldest-owed-event.ts';
import type { Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { createWebhook, setEnabled } from './make-webhook.ts';

const gateway = useGateway();
let receiver: Receiver;
let caller: Caller;
beforeEach(async () => {
  receiver = await startReceiver();
  caller = await gateway.createCaller();
  return () => receiver.stop();
});

const owed = () => oldestOwedEvent(gateway.gateway.database.prisma, uuidOf(caller.accountId));

test('nothing is owed where there is no webhook, or one that has been told of everything', async () => {
  await caller.createOrganization();
  expect(await owed()).toBeNull();
  await createWebhook(caller, { url: receiver.url });
  expect(await owed()).toBeNull();
  await caller.createOrganization();
  expect(await owed()).toBe(2n);
  await gateway.work();
  expect(await owed()).toBeNull();
});

test('what waits to be tried again is owed, and then what was not read yet', async () => {
  await createWebhook(caller, { url: receiver.url });
  receiver.answer({ status: 500 });
  await caller.createOrganization();
  await caller.createOrganization();
  await gateway.work();
  expect(await owed()).toBe(1n);
  receiver.answer({ status: 200 });
  gateway.clock.moveTo(new Date(gateway.clock.now().getTime() + 6_000).toISOString());
  await gateway.work();
  expect(await owed()).toBeNull();
  await caller.createOrganization();
  expect(await owed()).toBe(3n);
});

test('a webhook that does not want an event is owed what it has not passed yet', async () => {
  await createWebhook(caller, { url: receiver.url, events: ['PROPOSAL_SIGNED'] });
  await caller.createOrganization();
  expect(await owed()).toBe(1n);
  await gateway.work();
  expect(await owed()).toBeNull();
});

test('one that is disabled is owed nothing', async () => {
  const { webhook } = await createWebhook(caller, { url: receiver.url });
  receiver.answer({ status: 500 });
  await caller.createOrganization();
  await gateway.work();
  await caller.createOrganization();
  await setEnabled(caller, webhook.id, false);
  expect(await owed()).toBeNull();
  await setEnabled(caller, webhook.id, true);
  expect(await owed()).toBeNull();
});

test("another account's are not counted", async () => {
  const other = await gateway.createCaller();
  await createWebhook(other, { url: receiver.url });
  await other.createOrganization();
  await caller.createOrganization();
  expect(await owed()).toBeNull();
});

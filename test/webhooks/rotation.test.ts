import { beforeEach, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { type Receiver, startReceiver, verify } from '../support/receiver.ts';
import { createWebhook, readWebhook, WEBHOOK } from './make-webhook.ts';

const gateway = useGateway();
let receiver: Receiver;
let caller: Caller;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  receiver = await startReceiver();
  caller = await gateway.createCaller();
  return () => receiver.stop();
});

const SUCCESS = `... on RotateWebhookSecretSuccess { secret webhook { ${WEBHOOK} } }`;
const rotate = (id: string) => caller.mutateById('rotateWebhookSecret', id, SUCCESS);

/** With which of some secrets the next request is signed. */
async function signedWith(...secrets: string[]): Promise<boolean[]> {
  await caller.createOrganization();
  await gateway.work();
  const request = receiver.received.at(-1)!;
  return secrets.map((secret) => {
    try {
      verify(secret, request, gateway.clock.now());
      return true;
    } catch (error) {
      expect((error as Error).message).toBe('No matching signature found');
      return false;
    }
  });
}

test('a secret that was replaced signs, too, for a day more', async () => {
  const { webhook, secret: first } = await createWebhook(caller, {
    ...{ url: receiver.url, events: ['CLIENT_CREATED'] },
  });
  expect(await signedWith(first)).toEqual([true]);
  expect(receiver.received[0]!.headers['webhook-signature']).toMatch(/^v1,\S+$/);

  const rotated = await rotate(webhook.id);

  const { secret: second } = rotated;
  expect(second).toMatch(/^whsec_/);
  expect(second).not.toBe(first);
  expect(rotated.webhook).toEqual({ ...webhook, previousSecretExpiresAt: '2026-01-16T09:00:00.000Z' });
  expect(await signedWith(first, second)).toEqual([true, true]);
  expect(receiver.received[1]!.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);

  gateway.clock.moveTo('2026-01-16T08:59:59.999Z');
  expect(await signedWith(first, second)).toEqual([true, true]);
  gateway.clock.moveTo('2026-01-16T09:00:00Z');
  expect(await signedWith(first, second)).toEqual([false, true]);
  expect(await readWebhook(caller, webhook.id)).toMatchObject({ previousSecretExpiresAt: null });
});

test('of two rotations in a day the first secret signs no more', async () => {
  const { webhook, secret: first } = await createWebhook(caller, { url: receiver.url });
  const { secret: second } = await rotate(webhook.id);
  const { secret: third } = await rotate(webhook.id);
  expect(await signedWith(first, second, third)).toEqual([false, true, true]);
});

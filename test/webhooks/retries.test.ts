import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { type Receiver, startReceiver, verify } from '../support/receiver.ts';
import {
  createWebhook,
  DELIVERY,
  idsOf,
  readDeliveries,
  readWebhook,
  sequencesOf,
  setEnabled,
} from './make-webhook.ts';

const gateway = useGateway();
let receiver: Receiver;
let caller: Caller;
let webhook: Answer;
let secret: string;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  receiver = await startReceiver();
  caller = await gateway.createCaller();
  ({ webhook, secret } = await createWebhook(caller, { url: receiver.url, events: ['CLIENT_CREATED'] }));
  return async () => {
    await receiver.stop();
    // What is left is nothing to the next test.
    await caller.run('mutation { deleteAllWebhooks { deletedCount } }');
  };
});

const deliveries = () => readDeliveries(caller, webhook.id);
const onlyDelivery = async () => {
  const [delivery, ...more] = await deliveries();
  expect(more).toEqual([]);
  return delivery;
};

/** Moves to when the only delivery is due, and says how many seconds later that is. */
async function moveToNext(): Promise<number> {
  const { nextAttemptAt } = await onlyDelivery();
  const before = gateway.clock.now();
  // Until then nothing is sent.
  gateway.clock.moveTo(new Date(Date.parse(nextAttemptAt) - 1).toISOString());
  const { length } = receiver.received;
  await gateway.work();
  expect(receiver.received).toHaveLength(length);
  gateway.clock.moveTo(nextAttemptAt);
  return (gateway.clock.now().getTime() - before.getTime()) / 1_000;
}

const RETRY = `... on RetryWebhookDeliverySuccess { delivery { ${DELIVERY} } } ... on InvalidState { state }`;
const retry = (id: string) => caller.mutateById('retryWebhookDelivery', id, RETRY);

test('what fails is tried ten times in three days, under the same id, and then given up', async () => {
  receiver.answer({ status: 500 });
  await caller.createOrganization();
  await gateway.work();

  const hour = 3_600;
  for (const pause of [5, 300, 1_800, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]) {
    expect(await onlyDelivery()).toMatchObject({ state: 'PENDING' });
    const waited = await moveToNext();
    expect(waited).toBeGreaterThanOrEqual(pause);
    expect(waited).toBeLessThanOrEqual(pause * 1.1);
    await gateway.work();
  }

  const delivery = await onlyDelivery();
  expect(delivery).toMatchObject({ state: 'FAILED', nextAttemptAt: null });
  expect(delivery.attempts).toHaveLength(10);
  expect(delivery.attempts[9]).toMatchObject({ statusCode: 500, error: 'HTTP 500' });
  expect(new Set(idsOf(receiver.received))).toEqual(new Set([delivery.id]));
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10);
  gateway.clock.moveTo('2027-01-15T09:00:00Z');
  await gateway.work();
  expect(receiver.received).toHaveLength(10);
  expect(await readWebhook(caller, webhook.id)).toMatchObject({ disabledAt: null });
});

test('each attempt is signed at its own time', async () => {
  receiver.answer({ status: 500 });
  await caller.createOrganization();
  await gateway.work();
  await moveToNext();
  receiver.answer({ status: 200 });
  await gateway.work();

  const [first, second] = receiver.received;
  expect(verify(secret, first!, new Date('2026-01-15T09:00:00Z'))).toEqual(
    verify(secret, second!, gateway.clock.now()),
  );
  expect(await onlyDelivery()).toMatchObject({
    state: 'DELIVERED',
    nextAttemptAt: null,
    attempts: [
      { at: '2026-01-15T09:00:00.000Z', statusCode: 500, error: 'HTTP 500' },
      { at: gateway.clock.now().toISOString(), statusCode: 200, error: null },
    ],
  });
});

test('what waits to be tried again lets the next ones pass, and comes as soon as it is due', async () => {
  receiver.answer({ status: 500 });
  await caller.createOrganization();
  await gateway.work();
  receiver.answer({ status: 204 });
  await caller.createOrganization();
  await caller.createOrganization();
  await gateway.work();
  expect(sequencesOf(receiver.received)).toEqual([1, 2, 3]);

  gateway.clock.moveTo('2026-01-15T09:00:06Z');
  await caller.createOrganization();
  await gateway.work();
  expect(sequencesOf(receiver.received)).toEqual([1, 2, 3, 1, 4]);
});

describe('what is success', () => {
  test.each([200, 201, 204, 299])('%i', async (status) => {
    receiver.answer({ status });
    await caller.createOrganization();
    await gateway.work();
    expect(await onlyDelivery()).toMatchObject({
      ...{ state: 'DELIVERED', attempts: [{ statusCode: status, error: null }] },
    });
  });
});

describe('what is failure', () => {
  test.each([
    [400, 'HTTP 400'],
    [401, 'HTTP 401'],
    [404, 'HTTP 404'],
    [503, 'HTTP 503'],
    [304, 'HTTP 304: redirects are not followed.'],
  ])('%i', async (status, error) => {
    receiver.answer({ status });
    await caller.createOrganization();
    await gateway.work();
    expect(await onlyDelivery()).toMatchObject({
      ...{ state: 'PENDING', attempts: [{ statusCode: status, error }] },
    });
  });

  test.each([301, 302, 303, 307, 308])('%i, and nobody goes where it leads', async (status) => {
    const elsewhere = await startReceiver();
    receiver.answer({ status, headers: { location: elsewhere.url } });
    await caller.createOrganization();
    await gateway.work();
    await elsewhere.stop();
    expect(elsewhere.received).toEqual([]);
    const error = `HTTP ${status}: redirects are not followed.`;
    expect(await onlyDelivery()).toMatchObject({
      state: 'PENDING',
      attempts: [{ statusCode: status, error }],
    });
  });

  test('a connection that is ended without an answer', async () => {
    receiver.answer({ drops: true });
    await caller.createOrganization();
    await gateway.work();
    const [attempt] = (await onlyDelivery()).attempts;
    expect(attempt).toMatchObject({
      statusCode: null,
      error: expect.stringMatching(/^The connection .*\.$/),
    });
  });

  test('a receiver that is not there', async () => {
    await receiver.stop();
    await caller.createOrganization();
    await gateway.work();
    expect(await onlyDelivery()).toMatchObject({
      ...{ state: 'PENDING', attempts: [{ statusCode: null, error: 'The connection was refused.' }] },
    });
    receiver = await startReceiver();
  });
});

describe('a receiver that asks to be left alone', () => {
  test.each([
    [429, '60', 60],
    [503, '3600', 3_600],
    [429, '172800', 86_400],
  ])('by %i and Retry-After: %s is, for %i s', async (status, asked, seconds) => {
    receiver.answer({ status, headers: { 'retry-after': asked } });
    await caller.createOrganization();
    await gateway.work();
    expect(await moveToNext()).toBe(seconds);
  });

  test.each([
    [500, '60'],
    [429, '1'],
    [429, 'soon'],
  ])('by %i and Retry-After: %s is tried as others are', async (status, asked) => {
    receiver.answer({ status, headers: { 'retry-after': asked } });
    await caller.createOrganization();
    await gateway.work();
    const waited = await moveToNext();
    expect(waited).toBeGreaterThanOrEqual(5);
    expect(waited).toBeLessThanOrEqual(5.5);
  });
});

describe('a receiver that is gone (410)', () => {
  test('disables its webhook, and what is pending is given up', async () => {
    receiver.answer({ status: 500 });
    await caller.createOrganization();
    await gateway.work();
    receiver.answer({ status: 410 });
    await caller.createOrganization();
    await caller.createOrganization();
    await gateway.work();

    expect(sequencesOf(receiver.received)).toEqual([1, 2]);
    expect(await readWebhook(caller, webhook.id)).toMatchObject({
      ...{ disabledAt: '2026-01-15T09:00:00.000Z', version: webhook.version + 1 },
    });
    const all = await deliveries();
    expect(all.map(({ state, nextAttemptAt }) => [state, nextAttemptAt])).toEqual(
      Array(3).fill(['FAILED', null]),
    );
    expect(all.map(({ attempts }) => attempts.map(({ error }: Answer) => error))).toEqual([
      ['HTTP 500'],
      ['HTTP 410'],
      [],
    ]);
  });
});

describe('a webhook that is disabled', () => {
  test('gives up what is pending, is told of nothing that happens, and goes on from when it is enabled', async () => {
    receiver.answer({ status: 500 });
    await caller.createOrganization();
    await gateway.work();
    receiver.answer({ status: 204 });
    const { disabledAt } = await setEnabled(caller, webhook.id, false);
    expect(disabledAt).toBe('2026-01-15T09:00:00.000Z');
    expect(await onlyDelivery()).toMatchObject({ state: 'FAILED', nextAttemptAt: null });
    await caller.createOrganization();
    gateway.clock.moveTo('2026-01-15T10:00:00Z');
    await gateway.work();
    expect(sequencesOf(receiver.received)).toEqual([1]);

    expect(await setEnabled(caller, webhook.id, true)).toMatchObject({ disabledAt: null });
    await gateway.work();
    expect(sequencesOf(receiver.received)).toEqual([1]);
    await caller.createOrganization();
    await gateway.work();
    expect(sequencesOf(receiver.received)).toEqual([1, 3]);
    expect((await deliveries()).map(({ state }) => state)).toEqual(['FAILED', 'DELIVERED']);
  });

  test('while an attempt is under way, what arrives by it was delivered, and what does not is not tried again', async () => {
    for (const [status, state] of [
      [204, 'DELIVERED'],
      [500, 'FAILED'],
    ] as const) {
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      receiver.answer({ after: held, status });
      const { length } = receiver.received;
      await setEnabled(caller, webhook.id, true);
      await caller.createOrganization();
      const work = gateway.work();
      await expect.poll(() => receiver.received.length).toBe(length + 1);
      await setEnabled(caller, webhook.id, false);
      release();
      await work;
      const delivery = (await deliveries()).at(-1);
      expect(delivery).toMatchObject({ state, nextAttemptAt: null, attempts: [{ statusCode: status }] });
    }
  });

  test('has nothing tried again by hand', async () => {
    receiver.answer({ status: 410 });
    await caller.createOrganization();
    await gateway.work();
    const { id } = await onlyDelivery();
    expect(await retry(id)).toMatchObject({ __typename: 'InvalidState', state: 'DISABLED' });
    expect(await onlyDelivery()).toMatchObject({ state: 'FAILED' });
  });
});

describe('what is tried again by hand', () => {
  test('and was given up, goes out at once and has all attempts before it', async () => {
    receiver.answer({ status: 500 });
    await caller.createOrganization();
    await gateway.work();
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      await moveToNext();
      await gateway.work();
    }
    const { id, state } = await onlyDelivery();
    expect(state).toBe('FAILED');

    const { __typename, delivery } = await retry(id);

    expect(__typename).toBe('RetryWebhookDeliverySuccess');
    expect(delivery).toMatchObject({ id, state: 'PENDING' });
    expect(delivery.nextAttemptAt).toBe(gateway.clock.now().toISOString());
    expect(delivery.attempts).toHaveLength(10);
    await gateway.work();
    expect(await moveToNext()).toBeLessThan(6);
    receiver.answer({ status: 200 });
    await gateway.work();
    expect(await onlyDelivery()).toMatchObject({ state: 'DELIVERED' });
    expect(idsOf(receiver.received)).toEqual(Array(12).fill(id));
  });

  test('and was delivered, is delivered again under the same id', async () => {
    await caller.createOrganization();
    await gateway.work();
    const { id } = await onlyDelivery();
    await retry(id);
    await gateway.work();
    expect(idsOf(receiver.received)).toEqual([id, id]);
    expect(await onlyDelivery()).toMatchObject({ state: 'DELIVERED', attempts: [{}, {}] });
  });

  test('and waits, goes out before its time', async () => {
    receiver.answer({ status: 500 });
    await caller.createOrganization();
    await gateway.work();
    receiver.answer({ status: 200 });
    await retry((await onlyDelivery()).id);
    await gateway.work();
    expect(receiver.received).toHaveLength(2);
    expect(await onlyDelivery()).toMatchObject({ state: 'DELIVERED' });
  });
});

test('what is pending goes to the address that the webhook has by then', async () => {
  receiver.answer({ status: 500 });
  await caller.createOrganization();
  await gateway.work();
  const moved = await startReceiver();
  await caller.mutate('updateWebhook', { id: webhook.id, url: moved.url });
  gateway.clock.moveTo('2026-01-15T09:00:06Z');
  await gateway.work();
  await moved.stop();
  expect(receiver.received).toHaveLength(1);
  expect(idsOf(moved.received)).toEqual(idsOf(receiver.received));
});

test('of a webhook that is deleted while an attempt is under way nothing is left', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  receiver.answer({ after: held, status: 500 });
  await caller.createOrganization();
  const work = gateway.work();
  await expect.poll(() => receiver.received.length).toBe(1);
  expect(await caller.mutateById('deleteWebhook', webhook.id)).toMatchObject({
    __typename: 'DeleteWebhookSuccess',
  });
  release();
  await work;
  gateway.clock.moveTo('2026-01-16T09:00:00Z');
  await gateway.work();
  expect(receiver.received).toHaveLength(1);
});

import { beforeEach, expect, test } from 'vitest';
import type { Task } from '../../src/platform/worker.ts';
import { sendWebhooks } from '../../src/webhooks/send-webhooks.ts';
import { captureReads } from '../lists/plans.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { endOfLog } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, walkBackward, walkForward } from '../support/pages.ts';
import { type Receiver, startReceiver, verify } from '../support/receiver.ts';
import { createWebhook, DELIVERY, EVERYTHING, idsOf, readDeliveries, sequencesOf } from './make-webhook.ts';

const gateway = useGateway();
let receiver: Receiver;
let caller: Caller;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  receiver = await startReceiver();
  caller = await gateway.createCaller();
  return () => receiver.stop();
});

test('what happens arrives as a signed request that says where to ask', async () => {
  const { webhook, secret } = await createWebhook(caller, { url: receiver.url, events: ['INVOICE_PAID'] });
  const invoice = await caller.createInvoice();
  await caller.recordPayment({ invoiceId: invoice.id, amount: '100.00' });
  expect(receiver.received).toEqual([]);

  await gateway.work();

  const [request, ...more] = receiver.received;
  expect(more).toEqual([]);
  expect(request).toMatchObject({ method: 'POST', path: '/hooks' });
  expect(request!.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'billing-gateway',
    'webhook-timestamp': String(Date.parse('2026-01-15T09:00:00Z') / 1_000),
  });
  const { events } = await caller.run(
    '{ events(first: 1, types: [INVOICE_PAID]) { nodes { id cursor ... on InvoicePaidEvent { invoice { id connection { id } } } } } }',
  );
  const [event] = events.nodes;
  expect(verify(secret, request!, gateway.clock.now())).toEqual({
    type: 'invoice.paid',
    timestamp: '2026-01-15T09:00:00.000Z',
    sequence: 4,
    data: {
      eventId: event.id,
      cursor: event.cursor,
      connectionId: event.invoice.connection.id,
      invoiceId: invoice.id,
    },
  });
  const [delivery] = await readDeliveries(caller, webhook.id);
  expect(idsOf(receiver.received)).toEqual([delivery.id]);
  expect(delivery).toMatchObject({
    state: 'DELIVERED',
    nextAttemptAt: null,
    event: { name: 'invoice.paid' },
  });
  expect(delivery.attempts).toEqual([
    { at: '2026-01-15T09:00:00.000Z', statusCode: 204, error: null, durationMs: expect.any(Number) },
  ]);

  await gateway.work();
  expect(receiver.received).toHaveLength(1);
});

test('a body that was changed, or another secret, does not pass for signed', async () => {
  const { secret } = await createWebhook(caller, { url: receiver.url });
  const other = await createWebhook(caller, { url: receiver.url, events: ['INVOICE_PAID'] });
  await caller.createOrganization();
  await gateway.work();

  const [request] = receiver.received;
  const now = gateway.clock.now();
  expect(() => verify(secret, request!, now)).not.toThrow();
  expect(() => verify(other.secret, request!, now)).toThrow('No matching signature');
  expect(() => verify(secret, { ...request!, body: `${request!.body} ` }, now)).toThrow();
  expect(() => verify(secret, request!, new Date(now.getTime() + 6 * 60_000))).toThrow('too old');
});

test('every kind of event is told with the ids of what it is about', async () => {
  const { secret } = await createWebhook(caller, { url: receiver.url });
  const connection = await caller.createOrganization();
  const invoice = await caller.createInvoice({ connectionId: connection.id });
  await caller.sendInvoice(invoice.id);
  const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '100.00' });
  await caller.mutate('refundPayment', { paymentId: payment.id, amount: '10.00' });
  const estimate = await caller.mutate(
    'createEstimate',
    { connectionId: connection.id, date: '2026-01-15', expireDate: '2026-02-15' },
    '... on CreateEstimateSuccess { estimate { id } }',
  );

  await gateway.work();

  const told = receiver.received.map((request) => verify(secret, request, gateway.clock.now()));
  const about = { connectionId: connection.id, eventId: expect.any(String), cursor: expect.any(String) };
  const byType = new Map(told.map(({ type, data }) => [type, data]));
  expect(byType.get('client.created')).toEqual(about);
  expect(byType.get('invoice.created')).toEqual({ ...about, invoiceId: invoice.id });
  expect(byType.get('payment.received')).toEqual({ ...about, invoiceId: invoice.id, paymentId: payment.id });
  expect(byType.get('payment.refunded')).toEqual({
    ...{ ...about, invoiceId: invoice.id, paymentId: payment.id },
    refundId: expect.stringMatching(/^Refund_/),
  });
  expect(byType.get('proposal.created')).toEqual({ ...about, estimateId: estimate.estimate.id });
  // Each can be asked for, and the log read on from it.
  const ids = told.flatMap(({ data }) => Object.values(data).filter((id) => /^[A-Z]\w+_/.test(id)));
  const { nodes } = await caller.run('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
  expect(nodes.map((node: Answer) => node?.id)).toEqual(ids);
  expect(told.at(-1)!.data.cursor).toBe(await endOfLog(caller));
});

test('it is told of an individual by its own type, and of one that was purged without it', async () => {
  await createWebhook(caller, { url: receiver.url, events: ['CLIENT_CREATED'] });
  const reach = { businessEmail: 'ann@example.com', language: 'EN_US', currency: 'USD' };
  const fields = '... on CreateIndividualSuccess { connection { id } }';
  const person = { ...reach, firstName: 'Ann', lastName: 'Lee' };
  const { connection } = await caller.mutate('createIndividual', person, fields);
  const purged = await caller.createOrganization();
  await caller.mutateById('trashConnection', purged.id);
  await caller.mutateById('purgeConnection', purged.id);

  await gateway.work();

  const told = receiver.received.map(({ body }) => JSON.parse(body).data);
  expect(told.map(({ connectionId }) => connectionId)).toEqual([connection.id, undefined]);
});

test('only what it wants to be told of is, and only what happens after it was made', async () => {
  await caller.createInvoice();
  const { webhook } = await createWebhook(caller, { url: receiver.url, events: ['INVOICE_CREATED'] });
  const some = await createWebhook(caller, { url: receiver.url, events: ['CLIENT_CREATED'] });
  await caller.createInvoice();

  await gateway.work();

  expect(sequencesOf(receiver.received).sort()).toEqual([3, 4]);
  const names = async (id: string) =>
    (await readDeliveries(caller, id)).map((delivery) => delivery.event.name);
  expect(await names(webhook.id)).toEqual(['invoice.created']);
  expect(await names(some.webhook.id)).toEqual(['client.created']);
});

test('what happens while it is being made is told of if it comes behind it in the log, and not otherwise', async () => {
  const connectionId = (await caller.createOrganization()).id;
  const update = (phone: string) => caller.mutate('updateOrganization', { id: connectionId, phone });
  const [made] = await Promise.all([
    createWebhook(caller, { url: receiver.url }),
    ...Array.from({ length: 10 }, (_, index) => update(String(index))),
  ]);
  await update('last');

  await gateway.work();

  // From somewhere in the log on, to its end, without a gap.
  const told = sequencesOf(receiver.received);
  const first = 12 - told.length + 1;
  expect(told).toEqual(Array.from({ length: told.length }, (_, index) => first + index));
  expect(await readDeliveries(caller, made.webhook.id)).toHaveLength(told.length);
});

test("one account's receiver hears nothing of another's", async () => {
  const other = await gateway.createCaller();
  const theirs = await startReceiver();
  await createWebhook(caller, { url: receiver.url });
  await createWebhook(other, { url: theirs.url });
  const [mine, foreign] = [await caller.createOrganization(), await other.createOrganization()];

  await gateway.work();
  await theirs.stop();

  const heard = ({ received }: Receiver) => received.map(({ body }) => JSON.parse(body).data.connectionId);
  expect(heard(receiver)).toEqual([mine.id]);
  expect(heard(theirs)).toEqual([foreign.id]);
});

test('many events arrive in the order of the log, one after the other', async () => {
  const { webhook } = await createWebhook(caller, { url: receiver.url });
  const { id } = await caller.createOrganization();
  const update = (phone: string) => caller.mutate('updateOrganization', { id, phone });
  await Promise.all(Array.from({ length: 40 }, (_, index) => update(String(index))));

  await gateway.work();

  expect(sequencesOf(receiver.received)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
  expect(receiver.open().most).toBe(1);
  expect(new Set(idsOf(receiver.received)).size).toBe(41);
  expect(await readDeliveries(caller, webhook.id)).toHaveLength(41);
});

test('what is written while the log is read is told of once, and in its order', async () => {
  await createWebhook(caller, { url: receiver.url });
  const { id } = await caller.createOrganization();
  const wanted = 60;
  const writing = Array.from({ length: wanted - 1 }, (_, index) =>
    caller.mutate('updateOrganization', { id, phone: String(index) }),
  );
  let isWriting = true;
  const written = Promise.all(writing).then(() => {
    isWriting = false;
  });
  const tasks: Task[] = [];
  while (isWriting) {
    // Each one begins with a look at all logs.
    const task = sendWebhooks(gateway.gateway);
    tasks.push(task);
    await task.run();
  }
  await written;
  for (const { finish } of tasks) await finish!();
  await gateway.work();

  expect(sequencesOf(receiver.received)).toEqual(Array.from({ length: wanted }, (_, index) => index + 1));
});

test('more events than are read at once are all told of', async () => {
  const { webhook } = await createWebhook(caller, { url: receiver.url, events: ['INVOICE_CREATED'] });
  const all = await createWebhook(caller, { url: receiver.url, events: ['CLIENT_UPDATED'] });
  const { pool } = gateway.gateway.database;
  const uuid = caller.accountId.split('_')[1];
  await pool.query(
    `WITH log AS (UPDATE "Account" SET "eventSeq" = "eventSeq" + 1200 WHERE id = $1)
     INSERT INTO "Event" ("accountId", seq, id, type, "occurredAt")
     SELECT $1, n, gen_random_uuid(), 'CLIENT_UPDATED', now() FROM generate_series(1, 1200) AS n`,
    [uuid],
  );
  await caller.createInvoice();
  // So that what they have read has not to be sent, one by one.
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  receiver.answer({ after: held, status: 410 });

  const task = sendWebhooks(gateway.gateway);
  while (await task.run());
  release();
  await task.finish!();

  const { rows } = await pool.query('SELECT id, position::int FROM "Webhook" WHERE "accountId" = $1', [uuid]);
  expect(rows.map(({ position }) => position)).toEqual([1202, 1202]);
  expect(await readDeliveries(caller, webhook.id)).toHaveLength(1);
  const { webhook: shown } = await caller.run(
    'query($id: ID!) { webhook(id: $id) { deliveries { totalCount } } }',
    { id: all.webhook.id },
  );
  expect(shown.deliveries.totalCount).toBe(1200);
});

test('the log of deliveries is a page, newest first, of all states or of some', async () => {
  const { webhook } = await createWebhook(caller, { url: receiver.url, events: EVERYTHING });
  receiver.answer(({ body }) => ({ status: JSON.parse(body).sequence % 2 ? 200 : 500 }));
  const { id } = await caller.createOrganization();
  for (const phone of ['1', '2', '3', '4']) await caller.mutate('updateOrganization', { id, phone });
  await gateway.work();

  const read = (states: string[] | null) => async (window: object) => {
    const { webhook: shown } = await caller.run(
      `query($id: ID!, $states: [WebhookDeliveryState!], $first: Int, $after: String, $last: Int, $before: String) {
        webhook(id: $id) {
          deliveries(states: $states, first: $first, after: $after, last: $last, before: $before) {
            totalCount nodes { ${DELIVERY} } ${PAGE}
          }
        }
      }`,
      { id: webhook.id, states, ...window },
    );
    return shown.deliveries;
  };
  const all = await readDeliveries(caller, webhook.id);
  expect(all.map(({ state }) => state)).toEqual([
    'DELIVERED',
    'PENDING',
    'DELIVERED',
    'PENDING',
    'DELIVERED',
  ]);
  expect(await walkForward(read(null), 2)).toEqual(all.toReversed());
  expect(await walkBackward(read(null), 2)).toEqual(all.toReversed());
  const pending = all.filter(({ state }) => state === 'PENDING').reverse();
  expect(await walkForward(read(['PENDING']), 1)).toEqual(pending);
  expect((await read(['PENDING'])({ first: 1 })).totalCount).toBe(2);
  expect(await walkForward(read(['FAILED', 'DELIVERED']), 2)).toHaveLength(3);
  expect(await walkForward(read([]), 2)).toEqual([]);
});

test('what is shown of deliveries is read by one statement a level', async () => {
  await createWebhook(caller, { url: receiver.url });
  await createWebhook(caller, { url: receiver.url });
  const query =
    '{ webhooks { id deliveries { totalCount nodes { webhook { id } event { id } attempts { statusCode } } } } }';
  const statements = captureReads(gateway);
  const countOf = async () => {
    statements.length = 0;
    const { webhooks } = await caller.run(query);
    return { webhooks, count: statements.length };
  };
  await caller.createOrganization();
  await gateway.work();
  const { count: forOne } = await countOf();

  await caller.createInvoice();
  await gateway.work();

  const { webhooks, count } = await countOf();
  expect(count).toBe(forOne);
  // Prisma reads the webhooks themselves, by a statement of its own.
  expect(count).toBe(5);
  for (const { id, deliveries } of webhooks) {
    expect(deliveries.totalCount).toBe(3);
    for (const { webhook, attempts } of deliveries.nodes) {
      expect(webhook.id).toBe(id);
      expect(attempts).toEqual([{ statusCode: 204 }]);
    }
  }
});

import { describe, expect, test } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { anotherOf, endOfLog } from '../support/event-log.ts';
import { listenByStream } from '../support/event-stream.ts';
import { useGateway } from '../support/gateway.ts';
import type { Listener } from '../support/listener.ts';

const gateway = useGateway();

describe('an invoice that is paid by two partial payments', () => {
  test('is told once to each of two WebSocket listeners and an SSE listener', async () => {
    const caller = await gateway.createCaller();
    const other = anotherOf(caller);
    const [invoice, next] = [await caller.createInvoice(), await caller.createInvoice()];
    const query = `subscription($after: String) {
      invoicePaid(after: $after) { name invoice { id state totalDue { amount } } }
    }`;
    const variables = { after: await endOfLog(caller) };
    const listeners = [
      caller.listen(query, variables),
      other.listen(query, variables),
      listenByStream(caller, query, variables),
    ];

    await caller.recordPayment({ invoiceId: invoice.id, amount: '60.00' });
    await caller.recordPayment({ invoiceId: invoice.id, amount: '40.00' });

    for (const listener of listeners) {
      expect(await listener.next()).toEqual({
        invoicePaid: {
          name: 'invoice.paid',
          invoice: { id: invoice.id, state: 'PAID', totalDue: { amount: '0.00' } },
        },
      });
    }
    // The log has an order: had there been a second event of the first invoice, it would come first.
    await caller.recordPayment({ invoiceId: next.id, amount: '100.00' });
    for (const listener of listeners) {
      expect((await listener.next()).invoicePaid.invoice.id).toBe(next.id);
      expect(listener.received).toHaveLength(2);
      await listener.stop();
    }
    await Promise.all([caller.close(), other.close()]);
  });
});

test('a listener without a cursor hears what happens from then on, and nothing of before', async () => {
  const caller = await gateway.createCaller();
  await caller.createOrganization({ name: 'Before' });
  const query = 'subscription { events { ... on ClientCreatedEvent { connection { displayName } } } }';
  const listener = caller.listen(query);
  const stream = listenByStream(caller, query);

  // Nothing tells when a subscription has begun, so things happen until both have heard of one.
  let happened = 0;
  const heard = () => Math.min(listener.received.length, stream.received.length);
  await expect
    .poll(async () => {
      happened += 1;
      await caller.createOrganization({ name: `Number ${happened}` });
      return heard();
    })
    .toBeGreaterThan(0);

  const name = ({ events }: Answer) => events.connection.displayName;
  for (const { received } of [listener, stream]) {
    const first = Number(name(received[0]).split(' ')[1]);
    await expect.poll(() => received.length).toBe(happened - first + 1);
    const expected = Array.from({ length: happened - first + 1 }, (_, index) => `Number ${first + index}`);
    expect(received.map(name)).toEqual(expected);
  }
  await stream.stop();
  await caller.close();
});

describe('paymentReceived', () => {
  const query = `subscription($after: String, $connectionId: ID, $invoiceId: ID) {
    paymentReceived(after: $after, connectionId: $connectionId, invoiceId: $invoiceId) {
      payment { amount { amount } } invoice { id }
    }
  }`;
  const amount = ({ paymentReceived }: Answer) => paymentReceived.payment.amount.amount;

  test('tells a payment when its money is in: recorded so, or realized later', async () => {
    const caller = await gateway.createCaller();
    const invoice = await caller.createInvoice();
    const listener = caller.listen(query, { after: await endOfLog(caller) });

    const pending = await caller.recordPayment({ invoiceId: invoice.id, amount: '1.00', method: 'CHECK' });
    await caller.recordPayment({ invoiceId: invoice.id, amount: '2.00' });
    await caller.mutateById('realizePayment', pending.payment.id);

    expect([amount(await listener.next()), amount(await listener.next())]).toEqual(['2.00', '1.00']);
    await caller.close();
  });

  test('keeps to a connection, to an invoice, and to both', async () => {
    const caller = await gateway.createCaller();
    const { id: connectionId } = await caller.createOrganization();
    const [first, second] = [
      await caller.createInvoice({ connectionId }),
      await caller.createInvoice({ connectionId }),
    ];
    const elsewhere = await caller.createInvoice();
    const after = await endOfLog(caller);
    const hear = (filter: object): Listener => caller.listen(query, { after, ...filter });
    const listeners = {
      all: hear({}),
      connection: hear({ connectionId }),
      invoice: hear({ invoiceId: second.id }),
      both: hear({ connectionId, invoiceId: first.id }),
      neither: hear({ connectionId, invoiceId: elsewhere.id }),
    };

    for (const [invoice, sum] of [
      [elsewhere, '1.00'],
      [first, '2.00'],
      [second, '3.00'],
      [elsewhere, '4.00'],
    ] as const) {
      await caller.recordPayment({ invoiceId: invoice.id, amount: sum });
    }

    await expect.poll(() => listeners.all.received.length).toBe(4);
    await expect.poll(() => listeners.connection.received.map(amount)).toEqual(['2.00', '3.00']);
    await expect.poll(() => listeners.invoice.received.map(amount)).toEqual(['3.00']);
    await expect.poll(() => listeners.both.received.map(amount)).toEqual(['2.00']);
    expect(listeners.neither.received).toEqual([]);
    await caller.close();
  });

  test('invoicePaid keeps to a connection likewise', async () => {
    const caller = await gateway.createCaller();
    const { id: connectionId } = await caller.createOrganization();
    const [mine, other] = [await caller.createInvoice({ connectionId }), await caller.createInvoice()];
    const listener = caller.listen(
      'subscription($after: String, $id: ID) { invoicePaid(after: $after, connectionId: $id) { invoice { id } } }',
      { after: await endOfLog(caller), id: connectionId },
    );
    for (const { id } of [other, mine]) await caller.recordPayment({ invoiceId: id, amount: '100.00' });
    expect(await listener.next()).toEqual({ invoicePaid: { invoice: { id: mine.id } } });
    await caller.close();
  });
});

describe('events', () => {
  test('tells all that happens, in its order, or some types of it', async () => {
    const caller = await gateway.createCaller();
    await caller.createOrganization();
    const query = `subscription($after: String, $types: [EventType!]) { events(after: $after, types: $types) { name } }`;
    const after = await endOfLog(caller);
    const all = caller.listen(query, { after });
    const some = caller.listen(query, { after, types: ['INVOICE_PAID', 'CLIENT_CREATED'] });
    const none = caller.listen(query, { after, types: [] });

    const invoice = await caller.createInvoice();
    await caller.mutate('updateInvoice', { id: invoice.id, note: 'Thank you' });
    const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '100.00' });
    await caller.mutate('refundPayment', { paymentId: payment.id });

    const names = ({ received }: Listener) => received.map(({ events }) => events.name);
    await expect
      .poll(() => names(all))
      .toEqual([
        'client.created',
        'invoice.created',
        'invoice.updated',
        'payment.received',
        'invoice.paid',
        'payment.refunded',
      ]);
    await expect.poll(() => names(some)).toEqual(['client.created', 'invoice.paid']);
    expect(names(none)).toEqual([]);
    await caller.close();
  });

  test('an event shows its object as it is when it is told, anew for each', async () => {
    const caller = await gateway.createCaller();
    const invoice = await caller.createInvoice();
    const after = await endOfLog(caller);
    const query = `subscription($after: String) {
      events(after: $after) { ... on InvoiceUpdatedEvent { invoice { note connection { displayName } } } }
    }`;
    const listener = caller.listen(query, { after });
    const note = ({ events }: Answer) => events.invoice.note;

    for (const text of ['First', 'Second', 'Third']) {
      await caller.mutate('updateInvoice', { id: invoice.id, note: text });
      expect(note(await listener.next())).toBe(text);
    }
    // Told late, all three show what the invoice is by now.
    const late = caller.listen(query, { after });
    expect([note(await late.next()), note(await late.next()), note(await late.next())]).toEqual(
      Array(3).fill('Third'),
    );
    await caller.close();
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let invoiceId: string;
beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ id: invoiceId } = await caller.createInvoice());
});

async function pay(amount: string, input: object = {}): Promise<string> {
  const { payment } = await caller.recordPayment({ invoiceId, amount, ...input });
  return payment.id;
}

async function refund(paymentId: string, amount?: string): Promise<void> {
  const { __typename } = await caller.mutate('refundPayment', { paymentId, amount });
  expect(__typename).toBe('RefundPaymentSuccess');
}

async function bill(amount: string): Promise<void> {
  const lineItems = [{ expense: { description: 'Travel', amount } }];
  const { __typename } = await caller.mutate('updateInvoice', { id: invoiceId, lineItems });
  expect(__typename).toBe('UpdateInvoiceSuccess');
}

/** `PARTIAL 40.00 + 10.00 of 100.00`: the state, what is paid and pending, and what is billed. */
async function standing(): Promise<string> {
  const { invoice } = await caller.run(
    `query($id: ID!) {
      invoice(by: { id: $id }) {
        state paidTotal { amount } pendingTotal { amount } billedTotal { amount } totalDue { amount }
      }
    }`,
    { id: invoiceId },
  );
  const {
    state,
    paidTotal: paid,
    pendingTotal: pending,
    billedTotal: billed,
    totalDue: due,
  }: Answer = invoice;
  const cents = ({ amount }: Answer) => BigInt(amount.replace('.', ''));
  expect(cents(paid) + cents(due)).toBe(cents(billed));
  return `${state} ${paid.amount} + ${pending.amount} of ${billed.amount}`;
}

async function timesPaid(): Promise<number> {
  return (await eventNames(caller, ['INVOICE_PAID'])).length;
}

async function reach(state: 'DRAFT' | 'SENT' | 'VIEWED'): Promise<void> {
  if (state === 'DRAFT') return;
  await caller.sendInvoice(invoiceId);
  if (state === 'VIEWED') await caller.viewInvoice(invoiceId);
}

test('an invoice goes through PARTIAL to PAID as its money comes in', async () => {
  expect(await standing()).toBe('DRAFT 0.00 + 0.00 of 100.00');
  const check = await pay('40', { method: 'CHECK' });
  expect(await standing()).toBe('DRAFT 0.00 + 40.00 of 100.00');
  await pay('30');
  expect(await standing()).toBe('PARTIAL 30.00 + 40.00 of 100.00');
  await pay('30');
  expect(await standing()).toBe('PARTIAL 60.00 + 40.00 of 100.00');
  expect(await timesPaid()).toBe(0);
  await caller.mutateById('realizePayment', check);
  expect(await standing()).toBe('PAID 100.00 + 0.00 of 100.00');
  expect(await timesPaid()).toBe(1);
});

describe.each(['DRAFT', 'SENT', 'VIEWED'] as const)('back to %s', (reached) => {
  test('goes an invoice that reached it when its money is given back', async () => {
    await reach(reached);
    const first = await pay('40');
    const second = await pay('60');
    expect(await standing()).toBe('PAID 100.00 + 0.00 of 100.00');
    await refund(second, '0.01');
    expect(await standing()).toBe('PARTIAL 99.99 + 0.00 of 100.00');
    await refund(second);
    await refund(first);
    expect(await standing()).toBe(`${reached} 0.00 + 0.00 of 100.00`);
  });

  test('goes an invoice that reached it when its payments are deleted', async () => {
    await reach(reached);
    const first = await pay('40');
    const pending = await pay('10', { method: 'CASH' });
    const second = await pay('50');
    await caller.mutateById('deletePayment', second);
    expect(await standing()).toBe('PARTIAL 40.00 + 10.00 of 100.00');
    await caller.mutateById('deletePayment', first);
    expect(await standing()).toBe(`${reached} 0.00 + 10.00 of 100.00`);
    await caller.mutateById('deletePayment', pending);
    expect(await standing()).toBe(`${reached} 0.00 + 0.00 of 100.00`);
  });
});

describe('invoice.paid is told', () => {
  test('again when it becomes so again, after a refund and a new payment', async () => {
    const first = await pay('100');
    expect(await timesPaid()).toBe(1);
    await refund(first, '30');
    expect(await standing()).toBe('PARTIAL 70.00 + 0.00 of 100.00');
    await pay('20');
    expect(await timesPaid()).toBe(1);
    await pay('10');
    expect(await standing()).toBe('PAID 100.00 + 0.00 of 100.00');
    expect(await timesPaid()).toBe(2);
    await refund(first);
    await pay('70');
    expect(await timesPaid()).toBe(3);
  });

  test('again after a payment was deleted, and another recorded', async () => {
    const payment = await pay('100');
    await caller.mutateById('deletePayment', payment);
    expect(await standing()).toBe('DRAFT 0.00 + 0.00 of 100.00');
    await pay('100');
    expect(await timesPaid()).toBe(2);
  });

  test('by an edit that lowers the bill to what is paid, and not by one that leaves it so', async () => {
    await pay('60');
    await bill('80');
    expect(await standing()).toBe('PARTIAL 60.00 + 0.00 of 80.00');
    expect(await timesPaid()).toBe(0);
    await bill('60');
    expect(await standing()).toBe('PAID 60.00 + 0.00 of 60.00');
    expect(await timesPaid()).toBe(1);
    await caller.mutate('updateInvoice', { id: invoiceId, summary: 'Paid' });
    await bill('60.00');
    expect(await timesPaid()).toBe(1);
    await bill('60.01');
    expect(await standing()).toBe('PARTIAL 60.00 + 0.00 of 60.01');
    await pay('0.01');
    expect(await timesPaid()).toBe(2);
    const [edited, received, paid] = ['invoice.updated', 'payment.received', 'invoice.paid'];
    expect((await eventNames(caller)).slice(2)).toEqual([
      received,
      edited,
      edited,
      paid,
      edited,
      edited,
      edited,
      received,
      paid,
    ]);
  });

  test('by a correction of a payment to all that is due', async () => {
    const payment = await pay('99.99');
    await caller.mutate('updatePayment', { id: payment, amount: '100' });
    expect(await standing()).toBe('PAID 100.00 + 0.00 of 100.00');
    expect(await timesPaid()).toBe(1);
    await caller.mutate('updatePayment', { id: payment, details: 'All of it' });
    expect(await timesPaid()).toBe(1);
    await caller.mutate('updatePayment', { id: payment, amount: '99' });
    expect(await standing()).toBe('PARTIAL 99.00 + 0.00 of 100.00');
    await pay('1');
    expect(await timesPaid()).toBe(2);
  });

  test('behind the payment that makes it so, each with what it is about', async () => {
    const id = await pay('100');
    const { events } = await caller.run(
      `{ events(types: [PAYMENT_RECEIVED, INVOICE_PAID]) {
        nodes {
          type name occurredAt
          ... on InvoicePaidEvent { invoice { id state } }
          ... on PaymentReceivedEvent { payment { id } paidInvoice: invoice { id } }
        }
      } }`,
    );
    const occurredAt = gateway.clock.now().toISOString();
    expect(events.nodes).toEqual([
      {
        type: 'PAYMENT_RECEIVED',
        name: 'payment.received',
        occurredAt,
        payment: { id },
        paidInvoice: { id: invoiceId },
      },
      { type: 'INVOICE_PAID', name: 'invoice.paid', occurredAt, invoice: { id: invoiceId, state: 'PAID' } },
    ]);
  });

  test('to a listener as it happens, once for each time', async () => {
    const { events } = await caller.run('{ events { nodes { cursor } } }');
    const listener = caller.listen(
      'subscription($after: String) { invoicePaid(after: $after) { invoice { id paidTotal { amount } } } }',
      { after: events.nodes.at(-1).cursor },
    );
    const payment = await pay('100');
    const paid = { invoicePaid: { invoice: { id: invoiceId, paidTotal: { amount: '100.00' } } } };
    expect(await listener.next()).toEqual(paid);
    await refund(payment, '50');
    await pay('50');
    expect(await listener.next()).toEqual(paid);
    expect(listener.received).toHaveLength(2);
    await caller.close();
  });
});

test('an invoice of nothing is paid when it was sent, and a draft of nothing is a draft', async () => {
  await bill('0');
  expect(await standing()).toBe('DRAFT 0.00 + 0.00 of 0.00');
  expect(await timesPaid()).toBe(0);
  await bill('10');
  await reach('SENT');
  await bill('0');
  expect(await standing()).toBe('PAID 0.00 + 0.00 of 0.00');
  expect(await timesPaid()).toBe(1);
  await bill('10');
  expect(await standing()).toBe('SENT 0.00 + 0.00 of 10.00');
});

import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { STATE } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller({ name: 'Carpentry' });
});

// What the story's people remember from one day to the next.
let northwind: string;
let bob: string;
const invoices: Record<string, string> = {};
const payments: Record<string, string> = {};

/** A day of the story. */
function on(day: string, what: string, happens: () => Promise<void>): void {
  test(`${day}: ${what}`, () => {
    gateway.clock.moveTo(day);
    return happens();
  });
}

/** As sending does. */
async function send(statementNo: string): Promise<void> {
  await caller.sendInvoice(invoices[statementNo]!);
}

async function invoice(input: object): Promise<Answer> {
  const made = await caller.createInvoice({ connectionId: northwind, ...input });
  invoices[made.statementNo] = made.id;
  return made;
}

async function pay(statementNo: string, amount: string, input: object = {}): Promise<Answer> {
  return caller.recordPayment({ invoiceId: invoices[statementNo]!, amount, ...input });
}

async function overdue(): Promise<string[]> {
  const { invoices: late } = await caller.run(
    '{ invoices(filter: { isOverdue: true }, orderBy: { field: DATE, direction: ASC }) { nodes { statementNo totalDue { amount } } } }',
  );
  return late.nodes.map(({ statementNo, totalDue }: Answer) => `${statementNo}: ${totalDue.amount}`);
}

async function outstanding(): Promise<string[]> {
  const query = 'query($id: ID!) { connection(by: { id: $id }) { outstanding { formatted } } }';
  const { connection } = await caller.run(query, { id: northwind });
  return connection.outstanding.map(({ formatted }: Answer) => formatted);
}

const inOneLine = (row: Answer) =>
  Object.values<Answer>(row)
    .map((value) => value.formatted ?? value)
    .join(' ');

describe('the first quarter of a carpenter and one client', () => {
  on('2026-01-05', 'the client is entered, with two people', async () => {
    ({ id: northwind } = await caller.createOrganization({ name: 'Northwind' }));
    for (const firstName of ['Ann', 'Bob']) {
      const { contact } = await caller.mutate(
        'createContact',
        { connectionId: northwind, firstName, email: `${firstName.toLowerCase()}@northwind.example` },
        '... on CreateContactSuccess { contact { id } }',
      );
      if (firstName === 'Bob') bob = contact.id;
    }
    expect(await outstanding()).toEqual([]);
  });

  on('2026-01-10', 'a table is billed, with the work, the way and the tax, and sent', async () => {
    const { billedTotal, statementNo } = await invoice({
      date: '2026-01-10',
      dueDate: '2026-02-09',
      lineItems: [
        { item: { description: 'Oak', price: '42.50', quantity: '6', unit: 'm²' } },
        { task: { description: 'Joinery', duration: '450', rate: '60.00' } },
        { trip: { description: 'Delivery', distance: '38', rate: '0.30' } },
      ],
      taxes: [{ name: 'VAT', rate: { percent: '20' } }],
      discounts: [{ name: 'Welcome', rate: { percent: '5' } }],
    });
    // 255.00 + 450.00 + 11.40, less 35.82, and 20 % on 680.58.
    expect(billedTotal.amount).toBe('816.70');
    await send(statementNo);
    expect(await outstanding()).toEqual(['$816.70']);
  });

  on('2026-01-20', 'a repair abroad is billed in euros, and sent', async () => {
    const { statementNo } = await invoice({
      date: '2026-01-20',
      dueDate: '2026-02-19',
      currency: 'EUR',
      amount: '250.00',
    });
    await send(statementNo);
    expect(await outstanding()).toEqual(['€250.00', '$816.70']);
  });

  on('2026-01-25', 'a check for half of the table comes; it counts for nothing until it clears', async () => {
    const { payment, invoice: after } = await pay('IN-001', '408.35', {
      method: 'CHECK',
      details: 'No. 1001',
    });
    payments.check = payment.id;
    expect(payment.date).toBe('2026-01-25');
    expect(after).toMatchObject({
      state: 'SENT',
      pendingTotal: { amount: '408.35' },
      totalDue: { amount: '816.70' },
    });
    expect(await outstanding()).toEqual(['€250.00', '$816.70']);
  });

  on('2026-02-01', 'the check bounces, and is deleted', async () => {
    const { invoice: after } = await caller.mutateById(
      'deletePayment',
      payments.check!,
      '... on DeletePaymentSuccess { invoice { state pendingTotal { amount } } }',
    );
    expect(after).toEqual({ state: 'SENT', pendingTotal: { amount: '0.00' } });
  });

  on('2026-02-10', 'the table is overdue; half of it is transferred, and seen four days later', async () => {
    expect(await overdue()).toEqual(['IN-001: 816.70']);
    const { payment } = await pay('IN-001', '408.35', { method: 'BANK_TRANSFER' });
    gateway.clock.moveTo('2026-02-14');
    const { invoice: after } = await caller.mutateById(
      'realizePayment',
      payment.id,
      '... on RealizePaymentSuccess { invoice { state } }',
    );
    expect(after.state).toBe('PARTIAL');
    expect(await overdue()).toEqual(['IN-001: 408.35']);
  });

  on('2026-02-20', 'the repair is overdue, too; the rest of the table is paid by card', async () => {
    expect(await overdue()).toEqual(['IN-001: 408.35', 'IN-002: 250.00']);
    const { payment, invoice: after } = await pay('IN-001', '408.35');
    payments.card = payment.id;
    expect(payment).toMatchObject({ receiptNo: 'RCPT-3', balance: { amount: '0.00' } });
    expect(after).toMatchObject({ state: 'PAID', totalDue: { amount: '0.00' } });
    expect(await overdue()).toEqual(['IN-002: 250.00']);
    expect(await outstanding()).toEqual(['€250.00']);
  });

  on('2026-03-01', 'the table has a scratch; 36.70 are given back', async () => {
    const { invoice: after } = await caller.mutate(
      'refundPayment',
      { paymentId: payments.card, amount: '36.70', reason: 'A scratch' },
      '... on RefundPaymentSuccess { invoice { state paidTotal { amount } } }',
    );
    expect(after).toEqual({ state: 'PARTIAL', paidTotal: { amount: '780.00' } });
    expect(await overdue()).toEqual(['IN-001: 36.70', 'IN-002: 250.00']);
  });

  on('2026-03-05', 'so much is taken off the bill, which makes it paid again', async () => {
    const { invoice: after } = await caller.mutate(
      'updateInvoice',
      {
        id: invoices['IN-001'],
        discounts: [
          { name: 'Welcome', rate: { percent: '5' } },
          // 36.70 with the tax: 30.58 without.
          { name: 'Scratch', rate: { fixed: '30.58' } },
        ],
      },
      '... on UpdateInvoiceSuccess { invoice { state billedTotal { amount } totalDue { amount } } }',
    );
    expect(after).toEqual({ state: 'PAID', billedTotal: { amount: '780.00' }, totalDue: { amount: '0.00' } });
    expect(await outstanding()).toEqual(['€250.00']);
  });

  on('2026-03-10', 'a mistaken bill is trashed and purged; its number is not given again', async () => {
    const dates = { date: '2026-03-10', dueDate: '2026-04-09' };
    await invoice(dates);
    await caller.mutateById('trashInvoice', invoices['IN-003']!);
    await caller.mutateById('purgeInvoice', invoices['IN-003']!);
    expect((await invoice({ ...dates, amount: '64' })).statementNo).toBe('IN-004');
    const paid = await caller.mutateById('trashInvoice', invoices['IN-001']!, STATE);
    expect(paid).toMatchObject({ __typename: 'InvalidState', state: 'PAID' });
  });

  on('2026-03-15', 'Bob leaves, and Northwind has another name', async () => {
    await caller.mutateById('deleteContact', bob);
    await caller.mutate('updateOrganization', { id: northwind, name: 'Northwind & Daughters' });
  });

  on('2026-03-31', 'the books of the quarter', async () => {
    const quarter = { from: '2026-01-01', to: '2026-03-31' };
    const books = await caller.run(
      `query($quarter: DateRange, $client: ID!) {
        connection(by: { id: $client }) { displayName contacts { nodes { firstName } } }
        invoices(filter: { date: $quarter, connectionId: $client }, orderBy: { field: STATEMENT_NO, direction: ASC }) {
          nodes { statementNo state billedTotal { formatted } totalDue { formatted } }
        }
        payments(filter: { date: $quarter, connectionId: $client }) {
          nodes { receiptNo combinedDetails amount { formatted } refunded { formatted } }
        }
      }`,
      { quarter, client: northwind },
    );
    expect(books.connection).toEqual({
      displayName: 'Northwind & Daughters',
      contacts: { nodes: [{ firstName: 'Ann' }] },
    });
    expect(books.invoices.nodes.map(inOneLine)).toEqual([
      'IN-001 PAID $780.00 $0.00',
      'IN-002 SENT €250.00 €250.00',
      'IN-004 DRAFT $64.00 $64.00',
    ]);
    expect(books.payments.nodes.map(inOneLine)).toEqual([
      'RCPT-3 Stripe $408.35 $36.70',
      'RCPT-2 Bank transfer $408.35 $0.00',
    ]);
    expect(await overdue()).toEqual(['IN-002: 250.00']);
  });

  test('and the log of all that happened, in order', async () => {
    const { events } = await caller.run('{ events { nodes { occurredAt name } } }');
    const log = events.nodes.map(({ occurredAt, name }: Answer) => `${occurredAt.slice(5, 10)} ${name}`);
    expect(log).toEqual([
      '01-05 client.created',
      '01-10 invoice.created',
      '01-10 invoice.sent',
      '01-20 invoice.created',
      '01-20 invoice.sent',
      '02-14 payment.received',
      '02-20 payment.received',
      '02-20 invoice.paid',
      '03-01 payment.refunded',
      '03-05 invoice.updated',
      '03-05 invoice.paid',
      '03-10 invoice.created',
      '03-10 invoice.created',
      '03-15 client.updated',
    ]);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { hold } from '../support/hold.ts';

// A year of one client, as it is told in moved time: from an estimate to a receipt, with hosting billed
// monthly beside it.

vi.setConfig({ testTimeout: 60_000 });

// Its whole log is looked at, at the end.
const gateway = useGateway({ env: { EVENT_RETENTION_DAYS: '400' } });
let caller: Caller;
let client: string;
let estimate: Answer;
let invoice: Answer;
let hosting: string;
afterAll(() => vi.resetConfig());

/** What happens on a date, after what is due by then was done. */
function on(date: string, what: string, step: () => Promise<void>): void {
  test(`${date}: ${what}`, async () => {
    gateway.clock.moveTo(`${date}T09:00:00Z`);
    if (caller) await gateway.work();
    await step();
    await gateway.work();
  });
}

/** As the client's browser does once its page is seen. */
async function openPage(publicUrl: string): Promise<string> {
  const address = caller.pageOf(publicUrl);
  const page = await fetch(address);
  expect(page.status).toBe(200);
  expect((await fetch(`${address}/viewed`, { method: 'POST' })).status).toBe(204);
  return page.text();
}

async function readInvoice(): Promise<Answer> {
  const query = `query($id: ID!) { invoice(by: { id: $id }) {
    statementNo state publicUrl totalDue { amount } deliveries { kind state subject createdAt }
  } }`;
  return (await caller.run(query, { id: invoice.id })).invoice;
}

const pay = (amount: string) => caller.recordPayment({ invoiceId: invoice.id, amount });

describe("a client's year", () => {
  on('2026-01-05', 'Northwind asks for a website, and gets an estimate', async () => {
    caller = await gateway.createCaller({ name: 'Acme' });
    client = (await caller.createOrganization({ name: 'Northwind', businessEmail: 'office@northwind.test' }))
      .id;
    const created = await caller.mutate(
      'createEstimate',
      {
        ...{ connectionId: client, date: '2026-01-05', expireDate: '2026-02-05', summary: 'A website' },
        lineItems: [
          { task: { description: 'Design', duration: '1200', rate: '80.00' } },
          { item: { description: 'Photographs', price: '12.50', quantity: '8' } },
        ],
        taxes: [{ name: 'VAT', rate: { percent: '20' } }],
        discounts: [{ name: 'Welcome', rate: { percent: '5' } }],
      },
      '... on CreateEstimateSuccess { estimate { id statementNo publicUrl billedTotal { amount } } }',
    );
    estimate = created.estimate;
    expect(estimate).toMatchObject({ statementNo: 'ES-001', billedTotal: { amount: '1938.00' } });
    const sent = await caller.mutate(
      'sendEstimate',
      { estimateId: estimate.id },
      '... on SendEstimateSuccess { estimate { state } }',
    );
    expect(sent.estimate.state).toBe('SENT');
  });

  on('2026-01-08', 'the client opens it, and accepts it on its page', async () => {
    expect(await openPage(estimate.publicUrl)).toContain('$1,938.00');
    const state = async () =>
      (await caller.run('query($id: ID!) { estimate(by: { id: $id }) { state } }', { id: estimate.id }))
        .estimate.state;
    expect(await state()).toBe('VIEWED');
    const accepted = await fetch(`${caller.pageOf(estimate.publicUrl)}/accept`, {
      method: 'POST',
      redirect: 'manual',
    });
    expect(accepted.status).toBe(303);
    expect(await state()).toBe('ACCEPTED');
  });

  on('2026-01-20', 'the work is done: the estimate becomes an invoice, which is sent', async () => {
    const converted = await caller.run(
      `mutation($id: ID!) { convertEstimate(id: $id, dueDate: "2026-02-19") {
        ... on ConvertEstimateSuccess { invoice { id statementNo date billedTotal { amount } } }
      } }`,
      { id: estimate.id },
    );
    invoice = converted.convertEstimate.invoice;
    expect(invoice).toMatchObject({
      ...{ statementNo: 'IN-001', date: '2026-01-20' },
      billedTotal: { amount: '1938.00' },
    });
    await caller.mutate('updateInvoice', {
      ...{ id: invoice.id, sendReminders: true, sendReceiptsAutomatically: true },
    });
    await caller.mutate('sendInvoice', { invoiceId: invoice.id });
    expect((await readInvoice()).state).toBe('SENT');
  });

  on('2026-01-21', 'the client opens it', async () => {
    const { publicUrl } = await readInvoice();
    expect(await openPage(publicUrl)).toContain('$1,938.00');
    expect((await readInvoice()).state).toBe('VIEWED');
  });

  on('2026-01-25', 'hosting is agreed on: a profile that bills on the 31st', async () => {
    const created = await caller.mutate(
      'createRecurringInvoice',
      {
        ...{ connectionId: client, recurringMethod: 'SAVE_DRAFT', profileName: 'Hosting', profileNo: 'HOST' },
        ...{ startDate: '2026-01-31', intervalUnit: 'MONTHS', occurrences: 12, dueInDays: 14 },
        lineItems: [{ item: { description: 'Hosting', price: '25.00', quantity: '1' } }],
      },
      '... on CreateRecurringInvoiceSuccess { recurringInvoice { id } }',
    );
    hosting = created.recurringInvoice.id;
    const { recurringInvoice } = await caller.mutateById(
      'activateRecurringInvoice',
      hosting,
      '... on ActivateRecurringInvoiceSuccess { recurringInvoice { state nextBillingDate } }',
    );
    expect(recurringInvoice).toEqual({ state: 'SCHEDULED', nextBillingDate: '2026-01-31' });
  });

  on('2026-02-16', 'it is not paid three days before it is due: the first reminder', async () => {
    expect((await readInvoice()).deliveries.map(({ kind }: Answer) => kind)).toEqual([
      'STATEMENT',
      'REMINDER',
    ]);
  });

  on('2026-02-18', 'half of it is paid, and confirmed', async () => {
    const { invoice: after } = await pay('1000.00');
    expect(after).toMatchObject({ state: 'PARTIAL', totalDue: { amount: '938.00' } });
  });

  on('2026-02-26', 'the rest is a week late: reminded again, and paid', async () => {
    expect((await readInvoice()).deliveries.filter(({ kind }: Answer) => kind === 'REMINDER')).toHaveLength(
      2,
    );
    const { invoice: after } = await pay('938.00');
    expect(after).toMatchObject({ state: 'PAID', totalDue: { amount: '0.00' } });
  });

  on('2026-05-05', 'hosting was billed on the last day of each month', async () => {
    expect(await hostingDates()).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
  });

  test('2026-10-02: a node that makes up for five months is killed in the middle of one', async () => {
    gateway.clock.moveTo('2026-10-02T09:00:00Z');
    const before = (await hostingDates()).length;
    const held = await hold(gateway.gateway, 'SELECT 1 FROM "Account" WHERE id = $1 FOR UPDATE', [
      caller.accountId.replace('Account_', ''),
    ]);
    const node = startNode('2026-10-02T09:00:00Z');
    // It has written the invoice with its lines, and waits to add to the log of events.
    await held.waiters(1);
    node.kill('SIGKILL');
    await once(node, 'exit');
    await held.release();

    expect(await hostingDates()).toHaveLength(before);
    const next = startNode('2026-10-02T09:00:00Z');
    expect(await once(next, 'exit')).toEqual([0, null]);
    expect(await hostingDates()).toHaveLength(before + 5);
  });

  on('2027-01-15', 'twelve months, each there once', async () => {
    const { recurringInvoice } = await caller.run(
      `query($id: ID!) { recurringInvoice(by: { id: $id }) {
        state iterationNo nextBillingDate invoices(last: 20) { nodes { statementNo date dueDate state } }
      } }`,
      { id: hosting },
    );
    expect(recurringInvoice).toMatchObject({ state: 'COMPLETED', iterationNo: 12, nextBillingDate: null });
    const invoices = recurringInvoice.invoices.nodes.map(
      ({ statementNo, date, dueDate, state }: Answer) => `${statementNo} ${date} ${dueDate} ${state}`,
    );
    expect(invoices.toReversed()).toEqual([
      'HOST-001 2026-01-31 2026-02-14 DRAFT',
      'HOST-002 2026-02-28 2026-03-14 DRAFT',
      'HOST-003 2026-03-31 2026-04-14 DRAFT',
      'HOST-004 2026-04-30 2026-05-14 DRAFT',
      'HOST-005 2026-05-31 2026-06-14 DRAFT',
      'HOST-006 2026-06-30 2026-07-14 DRAFT',
      'HOST-007 2026-07-31 2026-08-14 DRAFT',
      'HOST-008 2026-08-31 2026-09-14 DRAFT',
      'HOST-009 2026-09-30 2026-10-14 DRAFT',
      'HOST-010 2026-10-31 2026-11-14 DRAFT',
      'HOST-011 2026-11-30 2026-12-14 DRAFT',
      'HOST-012 2026-12-31 2027-01-14 DRAFT',
    ]);
  });

  test('and all the mail that the client got', async () => {
    const mails = (await gateway.readMails()).map(({ date, subject }) => `${date?.slice(0, 10)} ${subject}`);
    expect(mails).toEqual([
      '2026-01-05 Estimate ES-001 from Acme',
      '2026-01-20 Invoice IN-001 from Acme',
      '2026-02-16 Reminder: invoice IN-001 from Acme',
      '2026-02-18 Receipt RCPT-1 from Acme',
      '2026-02-26 Reminder: invoice IN-001 from Acme',
      '2026-02-26 Receipt RCPT-2 from Acme',
    ]);
  });

  test('and the log of all that happened, in order', async () => {
    const { events } = await caller.run('{ events(first: 100) { nodes { occurredAt name } } }');
    const log = events.nodes.map(({ occurredAt, name }: Answer) => `${occurredAt.slice(0, 10)} ${name}`);
    const made = log.filter((line: string) => line.endsWith('invoice.created'));
    expect(made).toHaveLength(13);
    expect(log.filter((line: string) => !line.endsWith('invoice.created'))).toEqual([
      '2026-01-05 client.created',
      '2026-01-05 proposal.created',
      '2026-01-05 proposal.sent',
      '2026-01-08 proposal.signed',
      '2026-01-20 invoice.updated',
      '2026-01-20 invoice.sent',
      '2026-01-21 invoice.viewed',
      '2026-02-18 payment.received',
      '2026-02-26 payment.received',
      '2026-02-26 invoice.paid',
    ]);
  });
});

async function hostingDates(): Promise<string[]> {
  const { recurringInvoice } = await caller.run(
    'query($id: ID!) { recurringInvoice(by: { id: $id }) { invoices(first: 20) { nodes { date } } } }',
    { id: hosting },
  );
  return recurringInvoice.invoices.nodes.map(({ date }: Answer) => date).toReversed();
}

/** Another node over the same database, which bills what is due at an instant, and ends. */
function startNode(instant: string): ChildProcess {
  const script = fileURLToPath(new URL('../support/bill-due-periods.ts', import.meta.url));
  const { connectionString } = gateway.gateway.database.pool.options;
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, connectionString!, instant],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}

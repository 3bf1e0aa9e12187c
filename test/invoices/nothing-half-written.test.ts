import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeAll(async () => {
  await sql(
    'CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION $a$No.$a$; END $$',
  );
});
beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});
afterEach(() => sql('DROP TRIGGER IF EXISTS refuse ON "Event"'));

async function sql(text: string): Promise<void> {
  await gateway.gateway.database.pool.query(text);
}

/** Makes the last write of an operation fail, the one that tells of it, when everything else is written. */
async function refuseEvents(type: string): Promise<void> {
  const condition = `WHEN (NEW.type = '${type}')`;
  await sql(
    `CREATE TRIGGER refuse BEFORE INSERT ON "Event" FOR EACH ROW ${condition} EXECUTE FUNCTION refuse()`,
  );
}

/** All that the account has, table by table. */
async function everything(): Promise<Record<string, unknown[]>> {
  const [, accountId] = caller.accountId.split('_');
  const tables = [
    'Connection',
    'Contact',
    'Invoice',
    'LineItem',
    'Adjustment',
    'Payment',
    'Refund',
    'Event',
    'Counter',
  ];
  const contents: Record<string, unknown[]> = {};
  for (const table of tables) {
    const query = `SELECT to_jsonb(t) AS row FROM "${table}" AS t WHERE "accountId" = $1 ORDER BY to_jsonb(t)::text`;
    contents[table] = (await gateway.gateway.database.pool.query(query, [accountId])).rows;
  }
  const account = await gateway.gateway.database.pool.query('SELECT * FROM "Account" WHERE id = $1', [
    accountId,
  ]);
  return { ...contents, Account: account.rows };
}

/** Runs a mutation that fails for a reason of the server's, not of the input's. */
async function fail(name: string, input: object): Promise<void> {
  const typename = name.charAt(0).toUpperCase() + name.slice(1);
  const query = `mutation($input: ${typename}Input!) { ${name}(input: $input) { __typename } }`;
  const { body } = await caller.send(query, { input });
  expect(body.data).toEqual({ [name]: null });
  expect(body.errors).toMatchObject([
    {
      path: [name],
      message: expect.not.stringContaining('No.'),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ]);
}

const lineItems = [
  { expense: { description: 'A', amount: '60', taxes: [{ name: 'VAT', rate: { percent: '10' } }] } },
  { expense: { description: 'B', amount: '34' } },
];
const dates = { date: '2026-01-15', dueDate: '2026-02-14' };

test('an invoice that fails at the end leaves no row, no number and no event', async () => {
  const before = await everything();
  await refuseEvents('INVOICE_CREATED');
  await fail('createInvoice', { connectionId, ...dates, lineItems });
  expect(await everything()).toEqual(before);
  await sql('DROP TRIGGER refuse ON "Event"');
  expect((await caller.createInvoice({ connectionId })).statementNo).toBe('IN-001');
});

test('an edit that fails at the end leaves the invoice and its lines as they were', async () => {
  const { id } = await caller.createInvoice({ connectionId, lineItems });
  const before = await everything();
  await refuseEvents('INVOICE_UPDATED');
  await fail('updateInvoice', {
    id,
    summary: 'New',
    lineItems: [],
    taxes: [{ name: 'T', rate: { fixed: '1' } }],
  });
  expect(await everything()).toEqual(before);
});

test('an edit that makes the invoice paid, and fails in telling so, does neither', async () => {
  const { id } = await caller.createInvoice({ connectionId, lineItems });
  await caller.recordPayment({ invoiceId: id, amount: '66.00' });
  const before = await everything();
  await refuseEvents('INVOICE_PAID');
  await fail('updateInvoice', { id, lineItems: lineItems.slice(0, 1) });
  expect(await everything()).toEqual(before);
});

test('a payment that fails at the end leaves no payment, no receipt number and no event', async () => {
  const { id } = await caller.createInvoice({ connectionId, lineItems });
  const before = await everything();
  await refuseEvents('INVOICE_PAID');
  await fail('recordPayment', { invoiceId: id, amount: '100', method: 'STRIPE' });
  expect(await everything()).toEqual(before);
  // Only what would tell of it is refused: a part is taken.
  const { payment } = await caller.recordPayment({ invoiceId: id, amount: '99' });
  expect(payment.receiptNo).toBe('RCPT-1');
});

test('a refund that fails at the end gives nothing back', async () => {
  const { id } = await caller.createInvoice({ connectionId, lineItems });
  const { payment } = await caller.recordPayment({ invoiceId: id, amount: '100' });
  const before = await everything();
  await refuseEvents('PAYMENT_REFUNDED');
  await fail('refundPayment', { paymentId: payment.id, amount: '10' });
  expect(await everything()).toEqual(before);
});

test('a connection that fails at the end is not there, and its edit not made', async () => {
  const before = await everything();
  await refuseEvents('CLIENT_CREATED');
  const person = {
    firstName: 'Peter',
    lastName: 'Pan',
    businessEmail: 'a@b.co',
    language: 'EN_US',
    currency: 'USD',
  };
  await fail('createIndividual', person);
  expect(await everything()).toEqual(before);
  await sql('DROP TRIGGER refuse ON "Event"');
  await refuseEvents('CLIENT_UPDATED');
  await fail('updateOrganization', { id: connectionId, name: 'New' });
  expect(await everything()).toEqual(before);
});

test('of two mutations of one request the one that fails takes nothing from the other', async () => {
  await refuseEvents('INVOICE_CREATED');
  const { body } = await caller.send(
    `mutation($id: ID!, $input: CreateInvoiceInput!) {
      createInvoice(input: $input) { __typename }
      trashConnection(id: $id) { __typename }
    }`,
    { id: connectionId, input: { connectionId, ...dates } },
  );
  expect(body.data).toEqual({
    createInvoice: null,
    trashConnection: { __typename: 'TrashConnectionSuccess' },
  });
});

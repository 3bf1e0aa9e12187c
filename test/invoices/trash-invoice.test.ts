import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { STATE, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
beforeEach(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
});

const FIELDS = 'invoice { id statementNo state version trashedAt updatedAt billedTotal { amount } }';
const trash = (id: string) =>
  caller.mutateById('trashInvoice', id, `${STATE} ... on TrashInvoiceSuccess { ${FIELDS} }`);
const restore = (id: string) =>
  caller.mutateById('restoreInvoice', id, `... on RestoreInvoiceSuccess { ${FIELDS} }`);
const purge = (id: string) =>
  caller.mutateById('purgeInvoice', id, `${STATE} ... on PurgeInvoiceSuccess { deletedId }`);

async function list(trashed: boolean): Promise<string[]> {
  const { invoices } = await caller.run(
    'query($trashed: Boolean) { invoices(filter: { trashed: $trashed }) { nodes { id } totalCount } }',
    { trashed },
  );
  expect(invoices.totalCount).toBe(invoices.nodes.length);
  return invoices.nodes.map(({ id }: Answer) => id);
}

async function find(id: string): Promise<Answer> {
  return (await caller.run('query($id: ID!) { invoice(by: { id: $id }) { id } }', { id })).invoice;
}

test('a trashed invoice is in the trash and in no other list, and is still to be found', async () => {
  gateway.clock.moveTo('2026-03-01T10:00:00Z');
  const { invoice: trashed } = await trash(invoice.id);
  expect(trashed).toEqual({
    id: invoice.id,
    statementNo: 'IN-001',
    state: 'DRAFT',
    version: 2,
    trashedAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
    billedTotal: { amount: '100.00' },
  });
  expect(await list(false)).toEqual([]);
  expect(await list(true)).toEqual([invoice.id]);
  expect(await find(invoice.id)).not.toBeNull();
  expect(await eventNames(caller, ['INVOICE_UPDATED'])).toEqual([]);
});

test('a restored invoice is as it was', async () => {
  await trash(invoice.id);
  const { invoice: restored } = await restore(invoice.id);
  expect(restored).toMatchObject({ statementNo: 'IN-001', version: 3, trashedAt: null });
  expect(await list(false)).toEqual([invoice.id]);
  expect(await list(true)).toEqual([]);
  expect((await caller.recordPayment({ invoiceId: invoice.id, amount: '100' })).invoice.state).toBe('PAID');
});

test('to trash what is in the trash, or restore what is not, changes nothing', async () => {
  expect((await restore(invoice.id)).invoice).toMatchObject({ version: 1, trashedAt: null });
  const { invoice: first } = await trash(invoice.id);
  gateway.clock.moveTo('2026-04-01');
  expect((await trash(invoice.id)).invoice).toEqual(first);
});

test('an invoice on which money was received does not go to the trash, though it be given back', async () => {
  const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '40' });
  expect(await trash(invoice.id)).toMatchObject({ __typename: 'InvalidState', state: 'PARTIAL' });
  const { payment: rest } = await caller.recordPayment({ invoiceId: invoice.id, amount: '60' });
  expect(await trash(invoice.id)).toMatchObject({ __typename: 'InvalidState', state: 'PAID' });
  for (const { id } of [payment, rest]) await caller.mutate('refundPayment', { paymentId: id });
  expect(await trash(invoice.id)).toMatchObject({ __typename: 'InvalidState', state: 'DRAFT' });
  expect(await list(true)).toEqual([]);
});

test('an invoice whose payments were deleted does', async () => {
  const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '40' });
  await caller.mutateById('deletePayment', payment.id);
  expect(await trash(invoice.id)).toMatchObject({ __typename: 'TrashInvoiceSuccess' });
});

test('pending payments rest with their invoice in the trash, and are purged with it', async () => {
  const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '40', method: 'CHECK' });
  await trash(invoice.id);
  for (const mutation of ['realizePayment', 'deletePayment']) {
    expect(await caller.mutateById(mutation, payment.id, STATE)).toMatchObject({
      __typename: 'InvalidState',
      state: 'TRASHED',
    });
  }
  await restore(invoice.id);
  expect((await find(invoice.id)).id).toBe(invoice.id);
  await trash(invoice.id);
  expect(await purge(invoice.id)).toMatchObject({ __typename: 'PurgeInvoiceSuccess' });
  expect(await caller.run('query($id: ID!) { payment(id: $id) { id } }', { id: payment.id })).toEqual({
    payment: null,
  });
});

test('a payment and the trash at once: one of them is refused', async () => {
  const invoices = await Promise.all(Array.from({ length: 6 }, () => caller.createInvoice()));
  for (const { id } of invoices) {
    const [paid, trashed] = await Promise.all([
      caller.recordPayment({ invoiceId: id, amount: '100' }),
      trash(id),
    ]);
    expect([paid.__typename, trashed.__typename].sort()).toEqual([
      'InvalidState',
      paid.invoice ? 'RecordPaymentSuccess' : 'TrashInvoiceSuccess',
    ]);
  }
});

test('a purged invoice is gone, and what the log tells of it stays', async () => {
  await trash(invoice.id);
  expect(await purge(invoice.id)).toMatchObject({
    __typename: 'PurgeInvoiceSuccess',
    deletedId: invoice.id,
  });
  expect(await find(invoice.id)).toBeNull();
  expect(await list(true)).toEqual([]);
  expect(await purge(invoice.id)).toMatchObject({ __typename: 'NotFound' });
  expect(await restore(invoice.id)).toMatchObject({ __typename: 'NotFound' });
  const { events } = await caller.run(
    '{ events(types: [INVOICE_CREATED]) { nodes { name ... on InvoiceCreatedEvent { invoice { id } } } } }',
  );
  expect(events.nodes).toEqual([{ name: 'invoice.created', invoice: null }]);
  const { rows } = await gateway.gateway.database.pool.query(
    'SELECT FROM "LineItem" WHERE "invoiceId" = $1',
    [invoice.id.split('_')[1]],
  );
  expect(rows).toEqual([]);
});

test('only what is in the trash is purged', async () => {
  expect(await purge(invoice.id)).toMatchObject({ __typename: 'InvalidState', state: 'DRAFT' });
  expect(await find(invoice.id)).not.toBeNull();
});

test('nothing is found by an id that is no invoice’s', async () => {
  for (const id of wrongIds(invoice.id)) {
    expect(await trash(id)).toMatchObject({ __typename: 'NotFound' });
    expect(await restore(id)).toMatchObject({ __typename: 'NotFound' });
    expect(await purge(id)).toMatchObject({ __typename: 'NotFound' });
  }
});

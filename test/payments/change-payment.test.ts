import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Caller, INVOICE_FIELDS } from '../support/caller.ts';
import { CONFLICT, ISSUES, issuesOf, STATE, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
let payment: Answer;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
  payment = await record({ amount: '40', details: 'No. 1' });
  gateway.clock.moveTo('2026-01-16');
});

const PAYMENT = `id date amount { amount } balance { amount } method details combinedDetails state version updatedAt`;
const RESULT = `payment { ${PAYMENT} } invoice { ${INVOICE_FIELDS} }`;
const DUE = [
  '... on PaymentExceedsDue { totalDue { amount } payable { amount } }',
  '... on PartialPaymentNotAllowed { totalDue { amount } payable { amount } }',
].join(' ');

async function record(input: object): Promise<Answer> {
  const result = await caller.mutate(
    'recordPayment',
    { invoiceId: invoice.id, method: 'CHECK', ...input },
    `... on RecordPaymentSuccess { payment { ${PAYMENT} } }`,
  );
  expect(result.__typename).toBe('RecordPaymentSuccess');
  return result.payment;
}

function update(input: object): Promise<Answer> {
  const fields = `${ISSUES} ${CONFLICT} ${STATE} ${DUE} ... on UpdatePaymentSuccess { ${RESULT} }`;
  return caller.mutate('updatePayment', { id: payment.id, ...input }, fields);
}

function realize(id: string): Promise<Answer> {
  return caller.mutateById('realizePayment', id, `${STATE} ... on RealizePaymentSuccess { ${RESULT} }`);
}

function remove(id: string): Promise<Answer> {
  const success = `... on DeletePaymentSuccess { deletedId invoice { ${INVOICE_FIELDS} payments { totalCount } } }`;
  return caller.mutateById('deletePayment', id, `${STATE} ${success}`);
}

async function find(id: string): Promise<Answer> {
  return (await caller.run(`query($id: ID!) { payment(id: $id) { ${PAYMENT} } }`, { id })).payment;
}

describe('a correction', () => {
  const edited = { version: 2, updatedAt: '2026-01-16T00:00:00.000Z' };

  test('changes what is given and keeps the rest', async () => {
    const { payment: renamed } = await update({ details: null });
    expect(renamed).toEqual({ ...payment, ...edited, details: null, combinedDetails: 'Check' });
    const all = { method: 'BANK_TRANSFER', date: '2026-01-02', details: 'Ref 7' };
    const { payment: changed, invoice: after } = await update({ ...all, amount: '55.5' });
    expect(changed).toEqual({
      ...payment,
      ...edited,
      ...all,
      version: 3,
      combinedDetails: 'Bank transfer: Ref 7',
      amount: { amount: '55.50' },
      balance: { amount: '44.50' },
    });
    expect(await find(payment.id)).toEqual(changed);
    expect(after).toMatchObject({ pendingTotal: { amount: '55.50' }, totalDue: { amount: '100.00' } });
    expect(await eventNames(caller, ['INVOICE_UPDATED', 'PAYMENT_RECEIVED'])).toEqual([]);
  });

  test('of money that is in changes what is paid, and leaves it in', async () => {
    payment = await record({ amount: '10', method: 'STRIPE' });
    const { payment: changed, invoice: after } = await update({ amount: '60', method: 'CHECK' });
    expect(changed).toMatchObject({ state: 'REALIZED', balance: { amount: '0.00' } });
    expect(after).toMatchObject({
      state: 'PARTIAL',
      paidTotal: { amount: '60.00' },
      pendingTotal: { amount: '40.00' },
      totalDue: { amount: '40.00' },
    });
    expect(await eventNames(caller, ['PAYMENT_RECEIVED'])).toEqual(['payment.received']);
  });

  test('hears of every problem at once', async () => {
    const result = await update({ amount: '0.001', date: null, details: '\u0000', method: null });
    expect(issuesOf(result).sort()).toEqual([
      'amount: TOO_MANY_DECIMALS',
      'date: REQUIRED',
      'details: INVALID_CHARACTERS',
      'method: REQUIRED',
    ]);
    expect(issuesOf(await update({ amount: null }))).toEqual(['amount: REQUIRED']);
    expect(issuesOf(await update({ amount: '-40' }))).toEqual(['amount: NOT_POSITIVE']);
    expect(await find(payment.id)).toEqual(payment);
  });

  test('of another version than expected is refused', async () => {
    await update({ expectedVersion: 1, details: 'First' });
    const late = await update({ expectedVersion: 1, details: 'Second' });
    expect(late).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
    expect(await find(payment.id)).toMatchObject({ details: 'First' });
  });

  test('to more than what is due without it is refused, with the others counted that are pending', async () => {
    await record({ amount: '25' });
    expect(await update({ amount: '75.01' })).toMatchObject({
      __typename: 'PaymentExceedsDue',
      totalDue: { amount: '100.00' },
      payable: { amount: '75.00' },
    });
    expect((await update({ amount: '75' })).invoice.pendingTotal).toEqual({ amount: '100.00' });
  });

  test('to a part is refused where an invoice takes none, and to the whole is not', async () => {
    await caller.mutate('updateInvoice', { id: invoice.id, allowPartialPayments: false });
    expect(await update({ amount: '99.99' })).toMatchObject({
      __typename: 'PartialPaymentNotAllowed',
      totalDue: { amount: '100.00' },
      payable: { amount: '100.00' },
    });
    // It was a part already: what leaves it so is made.
    expect(await update({ details: 'No. 2' })).toMatchObject({ __typename: 'UpdatePaymentSuccess' });
    expect(await update({ amount: '100' })).toMatchObject({ __typename: 'UpdatePaymentSuccess' });
  });

  test('of a payment of which money was given back is refused', async () => {
    await realize(payment.id);
    await caller.mutate('refundPayment', { paymentId: payment.id, amount: '0.01' });
    expect(await update({ details: 'x' })).toMatchObject({ __typename: 'InvalidState', state: 'REFUNDED' });
    expect(await find(payment.id)).toMatchObject({ details: 'No. 1' });
  });
});

describe('realizing', () => {
  test('moves the money from pending to paid, and the log tells of it', async () => {
    const { payment: realized, invoice: after } = await realize(payment.id);
    expect(realized).toEqual({
      ...payment,
      state: 'REALIZED',
      version: 2,
      updatedAt: '2026-01-16T00:00:00.000Z',
    });
    expect(after).toMatchObject({
      state: 'PARTIAL',
      paidTotal: { amount: '40.00' },
      pendingTotal: { amount: '0.00' },
      totalDue: { amount: '60.00' },
    });
    expect(await eventNames(caller, ['PAYMENT_RECEIVED'])).toEqual(['payment.received']);
  });

  test('is done once, also when it is asked for several times at once', async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => realize(payment.id)));
    const typenames = results.map(({ __typename }) => __typename).sort();
    expect(typenames).toEqual([...Array(4).fill('InvalidState'), 'RealizePaymentSuccess']);
    expect(await realize(payment.id)).toMatchObject({ __typename: 'InvalidState', state: 'REALIZED' });
    expect(await eventNames(caller, ['PAYMENT_RECEIVED'])).toEqual(['payment.received']);
  });
});

describe('a deleted payment', () => {
  test('is as if it had never been recorded, whether its money was in or not', async () => {
    const second = await record({ amount: '30', method: 'STRIPE' });
    const { deletedId, invoice: first } = await remove(payment.id);
    expect(deletedId).toBe(payment.id);
    expect(first).toMatchObject({
      state: 'PARTIAL',
      paidTotal: { amount: '30.00' },
      pendingTotal: { amount: '0.00' },
      payments: { totalCount: 1 },
    });
    const { invoice: after } = await remove(second.id);
    expect(after).toMatchObject({
      state: 'DRAFT',
      paidTotal: { amount: '0.00' },
      totalDue: { amount: '100.00' },
      payments: { totalCount: 0 },
    });
    expect(await find(payment.id)).toBeNull();
    expect(await remove(payment.id)).toMatchObject({ __typename: 'NotFound' });
  });

  test('is still told of by the log, without it', async () => {
    await realize(payment.id);
    await remove(payment.id);
    const { events } = await caller.run(
      '{ events(types: [PAYMENT_RECEIVED]) { nodes { ... on PaymentReceivedEvent { payment { id } invoice { id } } } } }',
    );
    expect(events.nodes).toEqual([{ payment: null, invoice: { id: invoice.id } }]);
  });

  test('has no refunds: one that has stays on record', async () => {
    await realize(payment.id);
    await caller.mutate('refundPayment', { paymentId: payment.id });
    expect(await remove(payment.id)).toMatchObject({ __typename: 'InvalidState', state: 'REFUNDED' });
    expect(await find(payment.id)).not.toBeNull();
  });

  test('leaves its receipt number unused', async () => {
    await remove(payment.id);
    const { payment: next } = await caller.recordPayment({ invoiceId: invoice.id, amount: '1' });
    expect(next.receiptNo).toBe('RCPT-2');
  });
});

test('nothing is found by an id that is no payment’s', async () => {
  for (const id of wrongIds(payment.id)) {
    expect(await update({ id })).toMatchObject({ __typename: 'NotFound' });
    expect(await realize(id)).toMatchObject({ __typename: 'NotFound' });
    expect(await remove(id)).toMatchObject({ __typename: 'NotFound' });
    expect(await find(id)).toBeNull();
  }
});

test('a payment of an invoice in the trash stays as it is', async () => {
  await caller.mutateById('trashInvoice', invoice.id);
  const refusal = { __typename: 'InvalidState', state: 'TRASHED' };
  expect(await update({ details: 'x' })).toMatchObject(refusal);
  expect(await realize(payment.id)).toMatchObject(refusal);
  expect(await remove(payment.id)).toMatchObject(refusal);
  expect(await find(payment.id)).toEqual(payment);
});

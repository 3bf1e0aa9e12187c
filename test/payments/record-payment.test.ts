import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES, issuesOf, STATE, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
beforeEach(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
});

const MONEY = '{ amount currency }';
const PAYMENT = `
  id hashKey invoice { id } receiptNo date amount ${MONEY} balance ${MONEY} refunded ${MONEY}
  method details combinedDetails state refunds { nodes { id } } version createdAt updatedAt`;
const INVOICE = `
  id state version paidTotal { amount } pendingTotal { amount } totalDue { amount }
  payments { nodes { id } totalCount }`;
const DUE = [
  `... on PaymentExceedsDue { totalDue ${MONEY} payable { amount } }`,
  `... on PartialPaymentNotAllowed { totalDue ${MONEY} payable { amount } }`,
].join(' ');

function record(input: object): Promise<Answer> {
  return caller.mutate(
    'recordPayment',
    { invoiceId: invoice.id, amount: '10', method: 'STRIPE', ...input },
    `${ISSUES} ${STATE} ${DUE} ... on RecordPaymentSuccess { payment { ${PAYMENT} } invoice { ${INVOICE} } }`,
  );
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

test('a payment is kept with everything that was said of it', async () => {
  const said = { method: 'PAYPAL', date: '2025-12-31', details: 'Transaction 7', realized: false };
  const { payment, invoice: after } = await record({ ...said, amount: '40.5' });
  expect(payment).toEqual({
    id: expect.stringMatching(/^Payment_/),
    hashKey: expect.stringMatching(/^[\w-]{20}$/),
    invoice: { id: invoice.id },
    receiptNo: 'RCPT-1',
    date: '2025-12-31',
    amount: usd('40.50'),
    balance: usd('59.50'),
    refunded: usd('0.00'),
    method: 'PAYPAL',
    details: 'Transaction 7',
    combinedDetails: 'Paypal: Transaction 7',
    state: 'UNREALIZED',
    refunds: { nodes: [] },
    version: 1,
    createdAt: '2026-01-15T09:00:00.000Z',
    updatedAt: '2026-01-15T09:00:00.000Z',
  });
  expect(after).toEqual({
    id: invoice.id,
    state: 'DRAFT',
    version: 1,
    paidTotal: { amount: '0.00' },
    pendingTotal: { amount: '40.50' },
    totalDue: { amount: '100.00' },
    payments: { nodes: [{ id: payment.id }], totalCount: 1 },
  });
  const { payment: stored } = await caller.run(`query($id: ID!) { payment(id: $id) { ${PAYMENT} } }`, {
    id: payment.id,
  });
  expect(stored).toEqual(payment);
});

test('a payment of which little is said was made today, by the date in UTC', async () => {
  gateway.clock.moveTo('2026-01-31T23:30:00-01:00');
  const { payment } = await record({});
  expect(payment).toMatchObject({ date: '2026-02-01', details: null, combinedDetails: 'Stripe' });
});

describe('money', () => {
  test.each(['CASH', 'CHECK', 'BANK_TRANSFER', 'OTHER'])(
    'by %s is pending until it is seen',
    async (method) => {
      const { payment, invoice: after } = await record({ method });
      expect(payment.state).toBe('UNREALIZED');
      expect(after).toMatchObject({
        state: 'DRAFT',
        pendingTotal: { amount: '10.00' },
        totalDue: { amount: '100.00' },
      });
      expect(await eventNames(caller, ['PAYMENT_RECEIVED'])).toEqual([]);
      expect((await record({ method, realized: true })).payment.state).toBe('REALIZED');
      expect(await eventNames(caller, ['PAYMENT_RECEIVED'])).toEqual(['payment.received']);
    },
  );

  test.each([
    'GOOGLE_WALLET',
    'WEPAY',
    'TWOCHECKOUT',
    'PAYPAL',
    'PAYPAL_PRO',
    'BRAINTREE',
    'AUTHORIZENET',
    'STRIPE',
  ])('by %s is in', async (method) => {
    const { payment, invoice: after } = await record({ method, realized: null });
    expect(payment.state).toBe('REALIZED');
    expect(after).toMatchObject({
      state: 'PARTIAL',
      pendingTotal: { amount: '0.00' },
      totalDue: { amount: '90.00' },
    });
    expect(await eventNames(caller, ['PAYMENT_RECEIVED'])).toEqual(['payment.received']);
    expect((await record({ method, realized: false })).payment.state).toBe('UNREALIZED');
  });
});

test('each payment has a receipt number of its own, and says what was left when it was recorded', async () => {
  const payments = [];
  for (const method of ['STRIPE', 'CHECK', 'STRIPE']) payments.push((await record({ method })).payment);
  expect(payments.map(({ receiptNo }) => receiptNo)).toEqual(['RCPT-1', 'RCPT-2', 'RCPT-3']);
  // What is pending is taken off, too.
  expect(payments.map(({ balance }) => balance.amount)).toEqual(['90.00', '80.00', '70.00']);
  const { payments: list } = await caller.run('{ payments { nodes { id balance { amount } } } }');
  const balanceOf = new Map(list.nodes.map(({ id, balance }: Answer) => [id, balance.amount]));
  expect(payments.map(({ id }) => balanceOf.get(id))).toEqual(['90.00', '80.00', '70.00']);
});

describe('refused is a payment', () => {
  test('with problems, of which it hears all at once', async () => {
    const result = await record({ amount: '0', date: '2026-02-30', details: 'd'.repeat(10_001) });
    expect(issuesOf(result)).toEqual(['amount: NOT_POSITIVE', 'date: INVALID_DATE', 'details: TOO_LONG']);
    expect(await caller.run('{ payments { totalCount } }')).toEqual({ payments: { totalCount: 0 } });
  });

  test.each([
    ['0', 'NOT_POSITIVE'],
    ['-10', 'NOT_POSITIVE'],
    ['-0.00', 'NOT_POSITIVE'],
    ['0.001', 'TOO_MANY_DECIMALS'],
    ['', 'INVALID_DECIMAL'],
    ['ten', 'INVALID_DECIMAL'],
    ['1e2', 'INVALID_DECIMAL'],
    ['+5', 'INVALID_DECIMAL'],
    ['99999999999999999999', 'DECIMAL_TOO_LARGE'],
  ])('of %j: %s', async (amount, code) => {
    expect(issuesOf(await record({ amount }))).toEqual([`amount: ${code}`]);
  });

  test('of more than what is due less what is pending', async () => {
    await record({ amount: '30' });
    await record({ amount: '20', method: 'CHECK' });
    expect(await record({ amount: '50.01' })).toMatchObject({
      __typename: 'PaymentExceedsDue',
      totalDue: usd('70.00'),
      payable: { amount: '50.00' },
    });
    const { payment, invoice: after } = await record({ amount: '50', method: 'CHECK' });
    expect(payment.balance.amount).toBe('0.00');
    expect(after).toMatchObject({
      state: 'PARTIAL',
      pendingTotal: { amount: '70.00' },
      totalDue: { amount: '70.00' },
    });
    expect(await record({ amount: '0.01' })).toMatchObject({
      __typename: 'PaymentExceedsDue',
      totalDue: usd('70.00'),
      payable: { amount: '0.00' },
    });
  });

  test('of an invoice of nothing', async () => {
    const nothing = await caller.createInvoice({ amount: '0' });
    const result = await record({ invoiceId: nothing.id, amount: '0.01' });
    expect(result).toMatchObject({ __typename: 'PaymentExceedsDue', totalDue: usd('0.00') });
  });

  test('of a part, where an invoice takes none', async () => {
    invoice = await caller.createInvoice({ allowPartialPayments: false });
    const partial = {
      __typename: 'PartialPaymentNotAllowed',
      totalDue: usd('100.00'),
      payable: { amount: '100.00' },
    };
    expect(await record({ amount: '99.99' })).toMatchObject(partial);
    expect(await record({ amount: '99.99', method: 'CHECK' })).toMatchObject(partial);
    expect(await record({ amount: '100.01' })).toMatchObject({ __typename: 'PaymentExceedsDue' });
    expect(await record({ amount: '100' })).toMatchObject({ invoice: { state: 'PAID' } });
  });

  test('of a part, where an invoice takes no more of them, but all that is left is taken', async () => {
    await record({ amount: '30' });
    await record({ amount: '20', method: 'CHECK' });
    await caller.mutate('updateInvoice', { id: invoice.id, allowPartialPayments: false });
    expect(await record({ amount: '49.99' })).toMatchObject({
      __typename: 'PartialPaymentNotAllowed',
      totalDue: usd('70.00'),
      payable: { amount: '50.00' },
    });
    expect(await record({ amount: '50' })).toMatchObject({ __typename: 'RecordPaymentSuccess' });
  });

  test('of an invoice that there is not', async () => {
    for (const invoiceId of wrongIds(invoice.id)) {
      expect(await record({ invoiceId })).toMatchObject({ __typename: 'NotFound' });
    }
  });

  test('of an invoice in the trash', async () => {
    await caller.mutateById('trashInvoice', invoice.id);
    expect(await record({})).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
  });
});

describe('in another currency', () => {
  test('yen are whole', async () => {
    invoice = await caller.createInvoice({ currency: 'JPY', amount: '3000' });
    expect(issuesOf(await record({ amount: '0.5' }))).toEqual(['amount: TOO_MANY_DECIMALS']);
    const { payment, invoice: after } = await record({ amount: '1000.00' });
    expect(payment).toMatchObject({
      amount: { amount: '1000', currency: 'JPY' },
      balance: { amount: '2000', currency: 'JPY' },
      refunded: { amount: '0', currency: 'JPY' },
    });
    expect(after).toMatchObject({ paidTotal: { amount: '1000' }, totalDue: { amount: '2000' } });
    expect(await record({ amount: '2001' })).toMatchObject({
      __typename: 'PaymentExceedsDue',
      totalDue: { amount: '2000', currency: 'JPY' },
    });
  });

  test('a dinar has a thousand fils', async () => {
    invoice = await caller.createInvoice({ currency: 'KWD', amount: '1.234' });
    expect(issuesOf(await record({ amount: '0.0001' }))).toEqual(['amount: TOO_MANY_DECIMALS']);
    const { payment } = await record({ amount: '0.001' });
    expect(payment).toMatchObject({
      amount: { amount: '0.001' },
      balance: { amount: '1.233', currency: 'KWD' },
    });
    expect((await record({ amount: '1.233' })).invoice).toMatchObject({
      state: 'PAID',
      totalDue: { amount: '0.000' },
    });
  });
});

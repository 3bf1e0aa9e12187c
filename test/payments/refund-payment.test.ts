import { beforeEach, expect, test } from 'vitest';
import { type Answer, type Caller, INVOICE_FIELDS, PAYMENT_FIELDS } from '../support/caller.ts';
import { ISSUES, issuesOf, STATE, wrongIds } from '../support/errors.ts';
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
  ({ payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '40' }));
});

const REFUND = 'id payment { id } amount { amount currency } reason createdAt';

function refund(input: object): Promise<Answer> {
  return caller.mutate(
    'refundPayment',
    { paymentId: payment.id, ...input },
    `${ISSUES} ${STATE} ... on RefundExceedsPayment { refundable { amount currency } }
    ... on RefundPaymentSuccess {
      refund { ${REFUND} } payment { ${PAYMENT_FIELDS} } invoice { ${INVOICE_FIELDS} }
    }`,
  );
}

test('a refund is kept with everything that was said of it, and takes from what was paid', async () => {
  gateway.clock.moveTo('2026-02-01');
  const result = await refund({ amount: '15.5', reason: 'Broken\nchair' });
  expect(result).toMatchObject({
    refund: {
      id: expect.stringMatching(/^Refund_/),
      payment: { id: payment.id },
      amount: { amount: '15.50', currency: 'USD' },
      reason: 'Broken\nchair',
      createdAt: '2026-02-01T00:00:00.000Z',
    },
    payment: { ...payment, version: 2, refunded: { amount: '15.50' }, balance: { amount: '60.00' } },
    invoice: { state: 'PARTIAL', paidTotal: { amount: '24.50' }, totalDue: { amount: '75.50' } },
  });
  const { payment: stored, node } = await caller.run(
    `query($id: ID!, $refundId: ID!) {
      payment(id: $id) { state refunds { nodes { ${REFUND} } } }
      node(id: $refundId) { ... on Refund { ${REFUND} } }
    }`,
    { id: payment.id, refundId: result.refund.id },
  );
  expect(stored).toEqual({ state: 'REALIZED', refunds: { nodes: [result.refund] } });
  expect(node).toEqual(result.refund);
});

test('without an amount all that is left is given back', async () => {
  await refund({ amount: '10' });
  const { refund: rest, payment: empty, invoice: after } = await refund({ amount: null });
  expect(rest).toMatchObject({ amount: { amount: '30.00' }, reason: null });
  expect(empty.refunded).toEqual({ amount: '40.00' });
  expect(after).toMatchObject({
    state: 'DRAFT',
    paidTotal: { amount: '0.00' },
    totalDue: { amount: '100.00' },
  });
});

test('refunds come in the order in which they were made, and the log tells of each', async () => {
  for (const amount of ['3', '1', '2']) await refund({ amount });
  const { payment: stored, events } = await caller.run(
    `query($id: ID!) {
      payment(id: $id) { refunds { nodes { amount { amount } } } }
      events(types: [PAYMENT_REFUNDED]) {
        nodes {
          name
          ... on PaymentRefundedEvent { refund { amount { amount } } payment { id } invoice { id } }
        }
      }
    }`,
    { id: payment.id },
  );
  const refunds = ['3.00', '1.00', '2.00'].map((amount) => ({ amount: { amount } }));
  expect(stored.refunds.nodes).toEqual(refunds);
  expect(events.nodes).toEqual(
    refunds.map((each) => ({
      name: 'payment.refunded',
      refund: each,
      payment: { id: payment.id },
      invoice: { id: invoice.id },
    })),
  );
});

test('more than is left is refused, and what is left is said', async () => {
  const exceeds = { __typename: 'RefundExceedsPayment', refundable: { amount: '40.00', currency: 'USD' } };
  expect(await refund({ amount: '40.01' })).toMatchObject(exceeds);
  await refund({ amount: '39.99' });
  expect(await refund({ amount: '0.02' })).toMatchObject({
    ...exceeds,
    refundable: { amount: '0.01', currency: 'USD' },
  });
  await refund({ amount: '0.01' });
  for (const amount of ['0.01', null]) {
    expect(await refund({ amount })).toMatchObject({
      ...exceeds,
      refundable: { amount: '0.00', currency: 'USD' },
    });
  }
  expect(await eventNames(caller, ['PAYMENT_REFUNDED'])).toHaveLength(2);
});

test('of refunds at once no more are made than there is money', async () => {
  const results = await Promise.all(Array.from({ length: 8 }, () => refund({ amount: '10' })));
  const count = (typename: string) => results.filter(({ __typename }) => __typename === typename).length;
  expect(count('RefundPaymentSuccess')).toBe(4);
  expect(count('RefundExceedsPayment')).toBe(4);
});

test('a refund with problems hears of all at once', async () => {
  const wrong = await refund({ amount: '0', reason: 'r'.repeat(1_001) });
  expect(issuesOf(wrong)).toEqual(['amount: NOT_POSITIVE', 'reason: TOO_LONG']);
  for (const [amount, code] of [
    ['-1', 'NOT_POSITIVE'],
    ['0.001', 'TOO_MANY_DECIMALS'],
    ['all', 'INVALID_DECIMAL'],
  ]) {
    expect(issuesOf(await refund({ amount }))).toEqual([`amount: ${code}`]);
  }
  const yen = await caller.createInvoice({ currency: 'JPY', amount: '100' });
  const { payment: paid } = await caller.recordPayment({ invoiceId: yen.id, amount: '100' });
  expect(issuesOf(await refund({ paymentId: paid.id, amount: '0.5' }))).toEqual([
    'amount: TOO_MANY_DECIMALS',
  ]);
  expect((await refund({ paymentId: paid.id, amount: '1' })).refund.amount).toEqual({
    amount: '1',
    currency: 'JPY',
  });
});

test('money that is not in yet is not given back', async () => {
  ({ payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '10', method: 'CHECK' }));
  expect(await refund({})).toMatchObject({ __typename: 'InvalidState', state: 'UNREALIZED' });
  await caller.mutateById('realizePayment', payment.id);
  expect(await refund({})).toMatchObject({ __typename: 'RefundPaymentSuccess' });
});

test('what was given back may be paid again', async () => {
  await refund({ amount: '40' });
  const { invoice: paid } = await caller.recordPayment({ invoiceId: invoice.id, amount: '100' });
  expect(paid).toMatchObject({
    state: 'PAID',
    paidTotal: { amount: '100.00' },
    totalDue: { amount: '0.00' },
  });
});

test('there is no refund of a payment that there is not', async () => {
  for (const paymentId of wrongIds(payment.id)) {
    expect(await refund({ paymentId })).toMatchObject({ __typename: 'NotFound' });
  }
});

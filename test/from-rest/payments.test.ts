import { beforeEach, describe, expect } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { createPorter, type Porter, testRows } from './hiveage.ts';

const gateway = useGateway();
let porter: Porter;
let invoice: Answer;
beforeEach(async () => {
  porter = await createPorter(gateway);
  // The sample payment of 10.00 leaves 5.00.
  invoice = await porter.createInvoice({ date: '2015-01-18', dueDate: '2015-10-18', amount: '15.00' });
});

const said = { date: '2015-01-20', amount: '10', method: 'PAYPAL', details: 'Payment details' };
const shown = {
  id: expect.any(String),
  hashKey: expect.any(String),
  date: '2015-01-20',
  amount: { amount: '10.00', formatted: '$10.00', currency: 'USD' },
  balance: { amount: '5.00', formatted: '$5.00' },
  method: 'PAYPAL',
  details: 'Payment details',
  combinedDetails: 'Paypal: Payment details',
  receiptNo: 'RCPT-1',
  state: 'REALIZED',
  createdAt: '2015-01-22T19:22:28.000Z',
};
const FIELDS = `
  id hashKey date amount { amount formatted currency } balance { amount formatted } method details
  combinedDetails receiptNo state createdAt`;
const SUMS = 'invoice { state paidTotal { amount } pendingTotal { amount } totalDue { amount } }';

const sums = (state: string, paid: string, pending: string, due: string) => ({
  state,
  paidTotal: { amount: paid },
  pendingTotal: { amount: pending },
  totalDue: { amount: due },
});

function record(input: object = {}): Promise<Answer> {
  const whole = { invoiceId: invoice.id, ...said, ...input };
  return porter.make('recordPayment', whole, `payment { ${FIELDS} } ${SUMS}`);
}

async function find(id: string): Promise<Answer> {
  return (await porter.run(`query($id: ID!) { payment(id: $id) { ${FIELDS} } }`, { id })).payment;
}

describe('Hiveage: payments', () => {
  testRows('payments', {
    'POST invs/:hash_key/payments': async () => {
      const { payment, invoice: after } = await record();
      expect(payment).toEqual(shown);
      expect(after).toEqual(sums('PARTIAL', '10.00', '0.00', '5.00'));
      // More than what is left is refused, and said to be.
      const more = { ...said, invoiceId: invoice.id };
      const fields = '... on PaymentExceedsDue { payable { amount } }';
      expect(await porter.mutate('recordPayment', more, fields)).toMatchObject({
        __typename: 'PaymentExceedsDue',
        payable: { amount: '5.00' },
      });
    },

    'GET invs/:hash_key/payments/:id': async () => {
      const { payment } = await record();
      expect(await find(payment.id)).toEqual(payment);
      expect(await find('10')).toBeNull();
    },

    'PUT invs/:hash_key/payments/:id': async () => {
      const { payment } = await record();
      const changed = await porter.make(
        'updatePayment',
        { id: payment.id, amount: '5' },
        `payment { ${FIELDS} } ${SUMS}`,
      );
      // The sample leaves the balance at 5.00, which cannot be: half as much paid, more is left.
      expect(changed.payment).toEqual({
        ...payment,
        amount: { amount: '5.00', formatted: '$5.00', currency: 'USD' },
        balance: { amount: '10.00', formatted: '$10.00' },
      });
      expect(changed.invoice).toEqual(sums('PARTIAL', '5.00', '0.00', '10.00'));
    },

    'DELETE invs/:hash_key/payments/:id': async () => {
      const { id } = (await record()).payment;
      const deleted = await porter.makeById('deletePayment', id, `deletedId ${SUMS}`);
      expect(deleted).toMatchObject({ deletedId: id, invoice: sums('DRAFT', '0.00', '0.00', '15.00') });
      expect(await find(id)).toBeNull();
    },

    'GET invs/:hash_key/payments': async () => {
      await record({ amount: '1', date: '2015-01-21' });
      await record({ amount: '2', date: '2015-01-20' });
      await record({ amount: '3', date: '2015-01-22' });
      const query = `query($hashKey: String!, $after: String) {
        invoice(by: { hashKey: $hashKey }) {
          payments(first: 2, after: $after) { nodes { ${FIELDS} } pageInfo { endCursor hasNextPage } }
        }
      }`;
      const { hashKey } = invoice;
      const { payments } = (await porter.run(query, { hashKey })).invoice;
      const amounts = ({ nodes }: Answer) => nodes.map(({ amount }: Answer) => amount.amount);
      expect(amounts(payments)).toEqual(['2.00', '1.00']);
      expect(payments.pageInfo.hasNextPage).toBe(true);
      const next = await porter.run(query, { hashKey, after: payments.pageInfo.endCursor });
      expect(amounts(next.invoice.payments)).toEqual(['3.00']);
    },

    'POST invs/:hash_key/payments/:id/mark_as_realized': async () => {
      // "Offline payments are saved as unrealized payments."
      const { payment, invoice: before } = await record({ method: 'BANK_TRANSFER' });
      expect(payment).toMatchObject({ state: 'UNREALIZED' });
      expect(before).toEqual(sums('DRAFT', '0.00', '10.00', '15.00'));
      const realized = await porter.makeById('realizePayment', payment.id, `payment { ${FIELDS} } ${SUMS}`);
      expect(realized.payment).toEqual({ ...payment, state: 'REALIZED' });
      expect(realized.invoice).toEqual(sums('PARTIAL', '10.00', '0.00', '5.00'));
    },
  });
});

import { expect, test } from 'vitest';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();

test('of fifty payments of 10.00 at once on an invoice of 100.00, ten succeed and it is paid once', async () => {
  const caller = await gateway.createCaller();
  const invoice = await caller.createInvoice({ amount: '100.00' });

  const results = await Promise.all(
    Array.from({ length: 50 }, () => caller.recordPayment({ invoiceId: invoice.id, amount: '10.00' })),
  );

  const count = (typename: string) => results.filter((result) => result.__typename === typename).length;
  expect(count('RecordPaymentSuccess')).toBe(10);
  expect(count('PaymentExceedsDue')).toBe(40);
  const receipts = results.flatMap((result) => result.payment?.receiptNo ?? []);
  expect(new Set(receipts).size).toBe(10);

  const { invoice: paid, events } = await caller.run(
    `query($id: ID!) {
      invoice(by: { id: $id }) { state paidTotal { amount } totalDue { amount } payments(first: 100) { totalCount } }
      events(first: 100, types: [INVOICE_PAID, PAYMENT_RECEIVED]) { nodes { name } }
    }`,
    { id: invoice.id },
  );
  expect(paid).toEqual({
    state: 'PAID',
    paidTotal: { amount: '100.00' },
    totalDue: { amount: '0.00' },
    payments: { totalCount: 10 },
  });
  const names = events.nodes.map(({ name }: { name: string }) => name);
  expect(names).toEqual([...Array(10).fill('payment.received'), 'invoice.paid']);
});

test('parallel creates all get numbers of their own', async () => {
  const caller = await gateway.createCaller();
  const { id: connectionId } = await caller.createOrganization();

  const invoices = await Promise.all(
    Array.from({ length: 30 }, () => caller.createInvoice({ connectionId })),
  );

  const numbers = invoices.map(({ statementNo }) => statementNo).sort();
  expect(numbers).toEqual(
    Array.from({ length: 30 }, (_, index) => `IN-${String(index + 1).padStart(3, '0')}`),
  );
});

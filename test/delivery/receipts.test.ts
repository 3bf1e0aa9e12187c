import { beforeAll, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller({ name: 'Acme' });
});

async function receiptsOf(invoiceId: string): Promise<Answer[]> {
  const { invoice } = await caller.run(
    'query($id: ID!) { invoice(by: { id: $id }) { deliveries { kind subject message } } }',
    { id: invoiceId },
  );
  return invoice.deliveries.filter(({ kind }: Answer) => kind === 'RECEIPT');
}

const createInvoice = (input: object = {}) =>
  caller.createInvoice({ sendReceiptsAutomatically: true, ...input });

test('a payment whose money is in is confirmed, once', async () => {
  const { id } = await createInvoice();
  const { payment } = await caller.recordPayment({ invoiceId: id, amount: '40.00' });

  const [receipt, ...more] = await receiptsOf(id);

  expect(more).toEqual([]);
  expect(receipt.message).toContain('$40.00');
  expect(`${receipt.subject} ${receipt.message}`).toContain(payment.receiptNo);
  await gateway.work();
  const mails = await gateway.readMails();
  expect(mails.filter(({ subject }) => subject === receipt.subject)).toHaveLength(1);
});

test('one that is only announced is confirmed when it is realized', async () => {
  const { id } = await createInvoice();
  const { payment } = await caller.recordPayment({ invoiceId: id, amount: '40.00', method: 'CHECK' });
  expect(await receiptsOf(id)).toEqual([]);
  await caller.mutateById('realizePayment', payment.id);
  expect(await receiptsOf(id)).toHaveLength(1);
});

test('none is sent where the invoice does not say so, nor to a client in the trash', async () => {
  const quiet = await createInvoice({ sendReceiptsAutomatically: false });
  await caller.recordPayment({ invoiceId: quiet.id, amount: '40.00' });
  expect(await receiptsOf(quiet.id)).toEqual([]);

  const { id: connectionId } = await caller.createOrganization();
  const { id } = await createInvoice({ connectionId });
  await caller.mutateById('trashConnection', connectionId);
  await caller.recordPayment({ invoiceId: id, amount: '40.00' });
  expect(await receiptsOf(id)).toEqual([]);
});

test('a payment that is refused is not confirmed', async () => {
  const { id } = await createInvoice();
  await caller.recordPayment({ invoiceId: id, amount: '140.00' });
  expect(await receiptsOf(id)).toEqual([]);
});

test('a receipt stays on record when its payment is deleted', async () => {
  const { id } = await createInvoice();
  const { payment } = await caller.recordPayment({ invoiceId: id, amount: '40.00' });
  expect(await caller.mutateById('deletePayment', payment.id)).toMatchObject({
    __typename: 'DeletePaymentSuccess',
  });
  expect(await receiptsOf(id)).toHaveLength(1);
});

test('an invoice with receipts can be purged', async () => {
  const { id } = await createInvoice();
  const { payment } = await caller.recordPayment({ invoiceId: id, amount: '40.00' });
  await caller.mutateById('deletePayment', payment.id);
  await caller.mutateById('trashInvoice', id);
  expect(await caller.mutateById('purgeInvoice', id)).toMatchObject({ __typename: 'PurgeInvoiceSuccess' });
});

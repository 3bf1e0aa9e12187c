import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { countPayments, dataOf, isReplay, PAY, payment, sendKeyed } from './send-keyed.ts';

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
beforeEach(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
});

/** As if the process had died between the work and the answer. */
async function loseAnswers(): Promise<void> {
  const { rowCount } = await gateway.gateway.database.pool.query('UPDATE "IdempotencyKey" SET answer = NULL');
  expect(rowCount).toBeGreaterThan(0);
}

test('a repetition has the same bytes, says what it is, and pays nothing', async () => {
  const request = { key: 'once', query: PAY, variables: payment(invoice.id) };
  const first = await sendKeyed(caller, request);
  expect(dataOf(first).recordPayment.__typename).toBe('RecordPaymentSuccess');
  expect(isReplay(first)).toBe(false);

  for (let time = 2; time <= 4; time += 1) {
    const again = await sendKeyed(caller, request);
    expect(again.text).toBe(first.text);
    expect(again.status).toBe(200);
    expect(isReplay(again)).toBe(true);
  }
  expect(await countPayments(caller, invoice.id)).toBe(1);
});

test('another key pays again, and so does none', async () => {
  const request = { query: PAY, variables: payment(invoice.id) };
  for (const key of ['first', 'second']) dataOf(await sendKeyed(caller, { key, ...request }));
  await caller.run(request.query, request.variables);
  await caller.run(request.query, request.variables);
  expect(await countPayments(caller, invoice.id)).toBe(4);
});

test('what has happened since does not change the answer', async () => {
  const request = { key: 'first', query: PAY, variables: payment(invoice.id, '60.00') };
  const first = await sendKeyed(caller, request);
  const tooMuch = { key: 'second', query: PAY, variables: payment(invoice.id, '50.00') };
  const refused = await sendKeyed(caller, tooMuch);
  expect(dataOf(refused).recordPayment.__typename).toBe('PaymentExceedsDue');

  await caller.mutateById('deletePayment', dataOf(first).recordPayment.payment.id);

  expect((await sendKeyed(caller, request)).text).toBe(first.text);
  expect((await sendKeyed(caller, tooMuch)).text).toBe(refused.text);
  await loseAnswers();
  // The invoice's version is the outcome's, not today's.
  expect((await sendKeyed(caller, request)).text).toBe(first.text);
  expect((await sendKeyed(caller, tooMuch)).text).toBe(refused.text);
  expect(await countPayments(caller, invoice.id)).toBe(0);
});

test('after a crash before the answer it is read again from the outcome, and then kept', async () => {
  const query = PAY.replace('state version', 'state payments { nodes { receiptNo } }');
  const request = { key: 'once', query, variables: payment(invoice.id) };
  const first = await sendKeyed(caller, request);
  await loseAnswers();
  await caller.recordPayment({ invoiceId: invoice.id, amount: '2.00' });

  const second = await sendKeyed(caller, request);
  const { payment: paid, invoice: after } = dataOf(second).recordPayment;
  expect(isReplay(second)).toBe(true);
  expect(paid).toEqual(dataOf(first).recordPayment.payment);
  // What hangs from it is as it is by now.
  expect(after.payments.nodes).toHaveLength(2);
  await caller.recordPayment({ invoiceId: invoice.id, amount: '2.00' });
  expect((await sendKeyed(caller, request)).text).toBe(second.text);
});

test('the same request is the same however it is written', async () => {
  const { input } = payment(invoice.id);
  const first = await sendKeyed(caller, { key: 'once', query: PAY, variables: { input } });

  const turned = Object.fromEntries(Object.entries(input).reverse());
  const query = `# Pays.\n${PAY.replaceAll('\n', ' ')}`;
  const again = await sendKeyed(caller, { key: 'once', query, variables: { input: turned } });

  expect(again.text).toBe(first.text);
  expect(isReplay(again)).toBe(true);
});

test('two accounts may use the same key', async () => {
  const other = await gateway.createCaller();
  const theirs = await other.createInvoice();
  const first = await sendKeyed(caller, { key: 'once', query: PAY, variables: payment(invoice.id) });
  const second = await sendKeyed(other, { key: 'once', query: PAY, variables: payment(theirs.id) });

  expect([first, second].map(isReplay)).toEqual([false, false]);
  expect(dataOf(second).recordPayment.__typename).toBe('RecordPaymentSuccess');
  expect(await countPayments(other, theirs.id)).toBe(1);
});

test('an invoice with its lines is made once, and a void result comes back too', async () => {
  const query = `mutation($input: CreateInvoiceInput!) { createInvoice(input: $input) {
    ... on CreateInvoiceSuccess { invoice { id statementNo billedTotal { amount } lineItems { description } } }
  } }`;
  const variables = {
    input: {
      connectionId: (await caller.createOrganization()).id,
      ...{ date: '2026-01-15', dueDate: '2026-02-14' },
      lineItems: [{ expense: { description: 'Travel', amount: '9.99' } }],
    },
  };
  const create = { key: 'create', query, variables };
  const made = await sendKeyed(caller, create);
  const { id } = dataOf(made).createInvoice.invoice;
  await loseAnswers();
  expect((await sendKeyed(caller, create)).text).toBe(made.text);

  const by = (name: string) => ({
    key: name,
    query: `mutation($id: ID!) { ${name}(id: $id) { __typename ... on Error { message } } }`,
    variables: { id },
  });
  dataOf(await sendKeyed(caller, by('trashInvoice')));
  const purged = await sendKeyed(caller, by('purgeInvoice'));
  expect(dataOf(purged).purgeInvoice.__typename).toBe('PurgeInvoiceSuccess');
  await loseAnswers();
  expect((await sendKeyed(caller, by('purgeInvoice'))).text).toBe(purged.text);
});

test('over a WebSocket the key comes with the operation', async () => {
  const { createClient } = await import('graphql-ws');
  const { WebSocket } = await import('ws');
  const client = createClient({
    url: caller.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${caller.token}` },
  });
  const send = async () => {
    const extensions = { idempotencyKey: 'once' };
    const results = client.iterate({ query: PAY, variables: payment(invoice.id), extensions });
    return (await results.next()).value;
  };
  const first = await send();
  expect(await send()).toEqual({ ...first, extensions: { idempotencyReplayed: true } });
  expect(await countPayments(caller, invoice.id)).toBe(1);
  await client.dispose();
});

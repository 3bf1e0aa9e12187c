import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let invoice: Answer;
beforeEach(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
});

async function find(by: object): Promise<Answer> {
  const query = 'query($by: StatementBy!) { invoice(by: $by) { id } }';
  return (await caller.run(query, { by })).invoice;
}

describe('an invoice', () => {
  test('is found by its id, its hash key and its number, and by nothing of another account', async () => {
    const { id, hashKey, statementNo } = invoice;
    for (const by of [{ id }, { hashKey }, { statementNo }]) expect(await find(by)).toEqual({ id });
    for (const wrong of wrongIds(id)) expect(await find({ id: wrong })).toBeNull();
    for (const by of [
      { hashKey: statementNo },
      { statementNo: hashKey },
      { statementNo: '' },
      { hashKey: '' },
    ]) {
      expect(await find(by)).toBeNull();
    }
    const other = await gateway.createCaller();
    const { id: otherId } = await other.createInvoice();
    expect(await find({ id: otherId })).toBeNull();
    expect(await find({ statementNo })).toEqual({ id });
  });

  test('is asked for by one thing: two or none are an error of the request', async () => {
    const query = 'query($by: StatementBy!) { invoice(by: $by) { id } }';
    const { id, statementNo } = invoice;
    for (const by of [{}, { id, statementNo }, { id: null }, { id, hashKey: null }]) {
      const { body } = await caller.send(query, { by });
      expect(body.errors![0]).toMatchObject({ message: expect.stringContaining('"$by" got invalid value') });
      expect(body.data?.invoice).toBeUndefined();
    }
    const { body } = await caller.send(query, { by: { hashKey: '\u0000' } });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'by.hashKey' } }]);
  });

  test('is a node, among other nodes', async () => {
    const { connection } = await caller.run(
      'query($id: ID!) { connection: node(id: $id) { ... on Invoice { connection { id } } } }',
      { id: invoice.id },
    );
    const connectionId = connection.connection.id;
    const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '1' });
    const { refund } = await caller.mutate(
      'refundPayment',
      { paymentId: payment.id },
      '... on RefundPaymentSuccess { refund { id } }',
    );
    const { contact } = await caller.mutate(
      'createContact',
      { connectionId, firstName: 'Ann', email: 'a@b.co' },
      '... on CreateContactSuccess { contact { id } }',
    );
    const { events } = await caller.run('{ events(types: [PAYMENT_RECEIVED]) { nodes { id } } }');
    const ids = [
      invoice.id,
      connectionId,
      payment.id,
      refund.id,
      contact.id,
      events.nodes[0].id,
      caller.accountId,
    ];
    const asked = [...wrongIds(invoice.id), ...ids, invoice.id];
    const { nodes } = await caller.run('query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids: asked,
    });
    const there = [...ids, invoice.id].map((id) => ({ __typename: id.split('_')[0], id }));
    expect(nodes).toEqual([...wrongIds(invoice.id).map(() => null), ...there]);
    for (const id of ids) {
      const { node } = await caller.run('query($id: ID!) { node(id: $id) { id } }', { id });
      expect(node).toEqual({ id });
    }
  });

  test('is one of a hundred nodes at most', async () => {
    const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const { nodes } = await caller.run(query, { ids: Array(100).fill(invoice.id) });
    expect(nodes).toHaveLength(100);
    const { body } = await caller.send(query, { ids: Array(101).fill(invoice.id) });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'ids' } }]);
  });

  test('is overdue from the day after it was due until it is paid, once it was sent', async () => {
    const overdue = async () => {
      const query = 'query($id: ID!) { invoice(by: { id: $id }) { isOverdue } }';
      return (await caller.run(query, { id: invoice.id })).invoice.isOverdue;
    };
    gateway.clock.moveTo('2026-02-15');
    expect(await overdue()).toBe(false);
    await caller.sendInvoice(invoice.id);
    expect(await overdue()).toBe(true);
    gateway.clock.moveTo('2026-02-14T23:59:59Z');
    expect(await overdue()).toBe(false);
    gateway.clock.moveTo('2026-02-15');
    await caller.recordPayment({ invoiceId: invoice.id, amount: '99.99' });
    expect(await overdue()).toBe(true);
    const { payment } = await caller.recordPayment({ invoiceId: invoice.id, amount: '0.01' });
    expect(await overdue()).toBe(false);
    await caller.mutate('refundPayment', { paymentId: payment.id });
    expect(await overdue()).toBe(true);
  });
});

test('what a connection owes is what is due on its invoices that were sent, by currency', async () => {
  const { id: connectionId } = await caller.createOrganization({ name: 'Owes' });
  const outstanding = async () => {
    const { connections } = await caller.run(
      '{ connections { nodes { displayName outstanding { amount currency } } } }',
    );
    const { connection } = await caller.run(
      'query($id: ID!) { connection(by: { id: $id }) { outstanding { amount currency } } }',
      { id: connectionId },
    );
    // The other connection of the account, of an unsent invoice, owes nothing throughout.
    expect(connections.nodes).toEqual([
      { displayName: 'Example Inc', outstanding: [] },
      { displayName: 'Owes', outstanding: connection.outstanding },
    ]);
    return connection.outstanding.map(({ amount, currency }: Answer) => `${amount} ${currency}`);
  };
  const first = await caller.createInvoice({ connectionId });
  expect(await outstanding()).toEqual([]);
  await caller.sendInvoice(first.id);
  expect(await outstanding()).toEqual(['100.00 USD']);

  const yen = await caller.createInvoice({ connectionId, currency: 'JPY', amount: '250' });
  const second = await caller.createInvoice({ connectionId, amount: '0.50' });
  await caller.sendInvoice(yen.id);
  await caller.sendInvoice(second.id);
  expect(await outstanding()).toEqual(['250 JPY', '100.50 USD']);

  await caller.recordPayment({ invoiceId: first.id, amount: '30' });
  await caller.recordPayment({ invoiceId: first.id, amount: '20', method: 'CASH' });
  await caller.recordPayment({ invoiceId: yen.id, amount: '250' });
  expect(await outstanding()).toEqual(['70.50 USD']);

  await caller.mutateById('trashInvoice', second.id);
  expect(await outstanding()).toEqual(['70.00 USD']);
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { createInvoiceToEdit, FIELDS, fixed, line, percent } from './invoice-to-edit.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
let invoice: Answer;

beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  invoice = await createInvoiceToEdit(caller, connectionId);
});

function update(input: object): Promise<Answer> {
  const fields = `... on UpdateInvoiceSuccess { invoice { ${FIELDS} } }`;
  return caller.mutate('updateInvoice', { id: invoice.id, ...input }, fields);
}

async function read(): Promise<Answer> {
  const query = `query($id: ID!) { invoice(by: { id: $id }) { ${FIELDS} } }`;
  return (await caller.run(query, { id: invoice.id })).invoice;
}

const edited = { version: 2, updatedAt: '2026-01-16T00:00:00.000Z' };

test('an edit changes what is given and keeps the rest, and the log tells of it', async () => {
  gateway.clock.moveTo('2026-01-16');
  const { invoice: changed } = await update({ summary: 'New' });
  expect(changed).toEqual({ ...invoice, ...edited, summary: 'New' });
  expect(await read()).toEqual(changed);
  expect(await eventNames(caller)).toEqual(['client.created', 'invoice.created', 'invoice.updated']);
});

test('an edit of all that is no content leaves the content', async () => {
  const other = await caller.createOrganization();
  const changes = {
    statementNo: 'N-1',
    date: '2026-03-01',
    dueDate: '2026-03-02',
    summary: 'March',
    note: 'New',
    poNumber: 'PO-2',
    paymentOptions: ['CHECK', 'STRIPE'],
    allowPartialPayments: false,
    sendReceiptsAutomatically: false,
    sendReminders: false,
  };
  gateway.clock.moveTo('2026-01-16');
  const { invoice: changed } = await update({ ...changes, connectionId: other.id });
  expect(changed).toEqual({ ...invoice, ...edited, ...changes, connection: { id: other.id } });
});

test('null clears what may be empty', async () => {
  const { invoice: changed } = await update({
    summary: null,
    note: null,
    poNumber: '',
    paymentOptions: null,
  });
  expect(changed).toMatchObject({ summary: null, note: null, poNumber: null, paymentOptions: [] });
});

describe('an edit of one part of the content', () => {
  test('of the lines keeps the others and their ids, and all is computed anew', async () => {
    const { invoice: changed } = await update({ lineItems: [line('C', '200')] });
    expect(changed).toMatchObject({
      lineItems: [{ description: 'C', sortOrder: 1, total: { amount: '200.00' }, discounts: [] }],
      taxes: [{ id: invoice.taxes[0].id, amount: { amount: '18.00' } }],
      discounts: [{ id: invoice.discounts[0].id, amount: { amount: '20.00' } }],
      shippingAmounts: [{ id: invoice.shippingAmounts[0].id, amount: { amount: '4.00' } }],
      subTotal: { amount: '200.00' },
      discountTotal: { amount: '20.00' },
      taxTotal: { amount: '18.00' },
      billedTotal: { amount: '202.00' },
    });
    expect(invoice.lineItems.map(({ id }: Answer) => id)).not.toContain(changed.lineItems[0].id);
    expect(await read()).toEqual(changed);
  });

  test.each([
    ['taxes', percent('GST', '5'), { taxTotal: { amount: '6.53' }, billedTotal: { amount: '141.03' } }],
    [
      'discounts',
      fixed('Off', '45'),
      { discountTotal: { amount: '50.00' }, billedTotal: { amount: '114.00' } },
    ],
    [
      'shippingAmounts',
      percent('Air', '10'),
      { shippingTotal: { amount: '15.00' }, billedTotal: { amount: '158.55' } },
    ],
  ])('of the %s keeps the others and their ids', async (part, given, totals) => {
    const { invoice: changed } = await update({ [part]: [given] });
    expect(changed).toMatchObject(totals);
    expect(changed[part]).toMatchObject([{ name: given.name }]);
    expect(changed[part][0].id).not.toBe(invoice[part][0].id);
    for (const other of ['lineItems', 'taxes', 'discounts', 'shippingAmounts']) {
      if (other === part) continue;
      const ids = (rows: Answer[]) => rows.map(({ id }) => id);
      expect(ids(changed[other])).toEqual(ids(invoice[other]));
    }
    const [first] = changed.lineItems;
    expect(first.discounts).toEqual(invoice.lineItems[0].discounts);
  });

  test('by null or by an empty list takes all of it away', async () => {
    const { invoice: bare } = await update({ taxes: null, discounts: [], shippingAmounts: null });
    expect(bare).toMatchObject({
      taxes: [],
      discounts: [],
      shippingAmounts: [],
      billedTotal: { amount: '145.00' },
    });
    const { invoice: empty } = await update({ lineItems: null });
    expect(empty).toMatchObject({ lineItems: [], billedTotal: { amount: '0.00' }, version: 3 });
  });
});

import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});

const ADJUSTMENT = 'name key percent fixed { amount currency } amount { amount currency }';
const ADJUSTMENTS = `taxes { ${ADJUSTMENT} compound } discounts { ${ADJUSTMENT} } shippingAmounts { ${ADJUSTMENT} }`;
const EVERYTHING = `
  id hashKey statementNo connection { id } date dueDate currency state isOverdue summary note poNumber
  paymentOptions allowPartialPayments sendReceiptsAutomatically sendReminders
  subTotal { amount currency formatted } discountTotal { amount } taxTotal { amount } shippingTotal { amount }
  billedTotal { amount } paidTotal { amount } pendingTotal { amount } totalDue { amount }
  version createdAt updatedAt trashedAt payments { totalCount } ${ADJUSTMENTS}
  lineItems {
    __typename date description sortOrder total { amount } ${ADJUSTMENTS}
    ... on ItemLine { price quantity unit } ... on ExpenseLine { amount }
    ... on TaskLine { duration taskRate: rate } ... on TripLine { distance tripRate: rate }
  }`;

function create(input: object): Promise<Answer> {
  const fields = `... on CreateInvoiceSuccess { invoice { ${EVERYTHING} } }`;
  const required = { connectionId, date: '2026-01-15', dueDate: '2026-02-14' };
  return caller.mutate('createInvoice', { ...required, ...input }, fields);
}

const usd = (amount: string) => ({ amount, currency: 'USD' });
const none = { taxes: [], discounts: [], shippingAmounts: [] };

test('an invoice is kept with everything that was said of it', async () => {
  const said = {
    statementNo: '2026/7',
    summary: 'January',
    note: 'Thanks!\nSee you.',
    poNumber: 'PO-9',
    paymentOptions: ['PAYPAL', 'CHECK'],
    allowPartialPayments: false,
    sendReceiptsAutomatically: true,
    sendReminders: true,
  };
  const { invoice } = await create({
    ...said,
    currency: 'USD',
    lineItems: [
      {
        item: {
          date: '2026-01-02',
          description: 'Chairs',
          price: '10.5',
          quantity: '2.50',
          unit: 'pc',
          taxes: [{ name: 'Eco', key: 4, rate: { fixed: '1' } }],
          discounts: [{ name: 'Loyalty', key: 5, rate: { percent: '10.0' } }],
          shippingAmounts: [{ name: 'Freight', key: 6, rate: { fixed: '3.5' } }],
        },
      },
      { expense: { date: '2026-01-03', description: 'Travel', amount: '10' } },
      { task: { description: 'Design', duration: '90', rate: '40.125' } },
      { trip: { description: 'To the fair', distance: '12.5', rate: '0.3' } },
    ],
    taxes: [
      { name: 'VAT', key: 1, rate: { percent: '5.25' } },
      { name: 'Levy', rate: { percent: '1' }, compound: true },
    ],
    discounts: [{ name: 'Spring', key: 2, rate: { fixed: '5.00' } }],
    shippingAmounts: [{ name: 'Post', key: 3, rate: { percent: '2' } }],
  });
  // Lines 26.25 (less 2.63), 10.00, 60.19, 3.75: 97.56 to be discounted by 5.00 and taxed;
  // the levy is on 92.56 and the 5.86 of other taxes.
  expect(invoice).toEqual({
    ...said,
    id: expect.stringMatching(/^Invoice_/),
    hashKey: expect.stringMatching(/^[\w-]{20}$/),
    connection: { id: connectionId },
    date: '2026-01-15',
    dueDate: '2026-02-14',
    currency: 'USD',
    state: 'DRAFT',
    isOverdue: false,
    subTotal: { ...usd('100.19'), formatted: '$100.19' },
    discountTotal: { amount: '7.63' },
    taxTotal: { amount: '6.84' },
    shippingTotal: { amount: '5.50' },
    billedTotal: { amount: '104.90' },
    paidTotal: { amount: '0.00' },
    pendingTotal: { amount: '0.00' },
    totalDue: { amount: '104.90' },
    version: 1,
    createdAt: '2026-01-15T09:00:00.000Z',
    updatedAt: '2026-01-15T09:00:00.000Z',
    trashedAt: null,
    payments: { totalCount: 0 },
    taxes: [
      { name: 'VAT', key: 1, percent: '5.25', fixed: null, amount: usd('4.86'), compound: false },
      { name: 'Levy', key: null, percent: '1', fixed: null, amount: usd('0.98'), compound: true },
    ],
    discounts: [{ name: 'Spring', key: 2, percent: null, fixed: usd('5.00'), amount: usd('5.00') }],
    shippingAmounts: [{ name: 'Post', key: 3, percent: '2', fixed: null, amount: usd('2.00') }],
    lineItems: [
      {
        __typename: 'ItemLine',
        date: '2026-01-02',
        description: 'Chairs',
        sortOrder: 1,
        total: { amount: '26.25' },
        price: '10.50',
        quantity: '2.5',
        unit: 'pc',
        taxes: [
          { name: 'Eco', key: 4, percent: null, fixed: usd('1.00'), amount: usd('1.00'), compound: false },
        ],
        discounts: [{ name: 'Loyalty', key: 5, percent: '10', fixed: null, amount: usd('2.63') }],
        shippingAmounts: [
          { name: 'Freight', key: 6, percent: null, fixed: usd('3.50'), amount: usd('3.50') },
        ],
      },
      {
        __typename: 'ExpenseLine',
        date: '2026-01-03',
        description: 'Travel',
        sortOrder: 2,
        total: { amount: '10.00' },
        amount: '10.00',
        ...none,
      },
      {
        __typename: 'TaskLine',
        date: null,
        description: 'Design',
        sortOrder: 3,
        total: { amount: '60.19' },
        duration: '90',
        taskRate: '40.125',
        ...none,
      },
      {
        __typename: 'TripLine',
        date: null,
        description: 'To the fair',
        sortOrder: 4,
        total: { amount: '3.75' },
        distance: '12.5',
        tripRate: '0.30',
        ...none,
      },
    ],
  });
  const { invoice: stored } = await caller.run(
    `query($id: ID!) { invoice(by: { id: $id }) { ${EVERYTHING} } }`,
    { id: invoice.id },
  );
  expect(stored).toEqual(invoice);
  expect(await eventNames(caller)).toEqual(['client.created', 'invoice.created']);
});

test('an invoice of which little is said has what is usual', async () => {
  const { id } = await caller.createOrganization({ currency: 'JPY' });
  const { invoice } = await create({ connectionId: id });
  expect(invoice).toMatchObject({
    statementNo: 'IN-001',
    currency: 'JPY',
    summary: null,
    note: null,
    poNumber: null,
    paymentOptions: [],
    allowPartialPayments: true,
    sendReceiptsAutomatically: false,
    sendReminders: false,
    billedTotal: { amount: '0' },
    lineItems: [],
    ...none,
  });
});

test('an item of which no quantity is said is one, also in a list that comes as a variable', async () => {
  const { invoice } = await create({ lineItems: [{ item: { description: 'Chair', price: '3' } }] });
  expect(invoice.lineItems).toMatchObject([{ quantity: '1', total: { amount: '3.00' } }]);
});

test('there is no invoice for a connection that there is not, nor a preview', async () => {
  for (const id of wrongIds(connectionId)) {
    expect(await create({ connectionId: id })).toMatchObject({ __typename: 'NotFound' });
    const { previewInvoice } = await caller.run(
      'query($input: CreateInvoiceInput!) { previewInvoice(input: $input) { __typename } }',
      { input: { connectionId: id, date: '2026-01-15', dueDate: '2026-01-15' } },
    );
    expect(previewInvoice).toEqual({ __typename: 'NotFound' });
  }
});

test('a preview saves nothing', async () => {
  await caller.run('query($input: CreateInvoiceInput!) { previewInvoice(input: $input) { __typename } }', {
    input: {
      connectionId,
      date: '2026-01-15',
      dueDate: '2026-01-15',
      lineItems: [{ expense: { description: 'x', amount: '1' } }],
    },
  });
  expect(await caller.run('{ invoices { totalCount } }')).toEqual({ invoices: { totalCount: 0 } });
  expect(await eventNames(caller, ['INVOICE_CREATED'])).toEqual([]);
});

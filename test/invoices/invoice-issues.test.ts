import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});

function create(input: object): Promise<Answer> {
  const required = { connectionId, date: '2026-01-15', dueDate: '2026-02-14' };
  const fields = `${ISSUES} ... on CreateInvoiceSuccess { invoice { dueDate } }`;
  return caller.mutate('createInvoice', { ...required, ...input }, fields);
}

async function previewIssues(input: object): Promise<string[]> {
  const { previewInvoice } = await caller.run(
    `query($input: CreateInvoiceInput!) { previewInvoice(input: $input) { __typename ${ISSUES} ... on Error { message } } }`,
    { input: { connectionId, date: '2026-01-15', dueDate: '2026-02-14', ...input } },
  );
  return issuesOf(previewInvoice);
}

const line = (fields: object) => ({ description: 'x', ...fields });
const rate = { percent: '1' };
const wrong = {
  date: '2026-02-30',
  dueDate: '2026-13-01',
  statementNo: 'n'.repeat(51),
  currency: 'usd',
  summary: 's'.repeat(10_001),
  note: '\u0000',
  poNumber: 'a\nb',
  allowPartialPayments: null,
  lineItems: [
    { item: line({ price: '1,5', quantity: '-1', unit: 'a\tb', date: '2026-1-1' }) },
    { expense: line({ description: ' ', amount: '1e3', taxes: [{ name: '', rate: { percent: '-1' } }] }) },
    { item: line({ price: '1', discounts: [{ name: 'Off', rate: { percent: '100.01' } }] }) },
    { task: line({ duration: '-0.1', rate: '0.1234567' }) },
    {
      trip: line({
        distance: '-2',
        rate: '100000000000000',
        shippingAmounts: [{ name: 'Freight', rate: { fixed: '0.001' } }],
      }),
    },
  ],
  taxes: [{ name: 'T', rate: { fixed: '-1' } }],
  discounts: [{ name: ' ', rate }],
  shippingAmounts: [{ name: 'S', rate: { percent: '' } }],
};
const issues = [
  'statementNo: TOO_LONG',
  'currency: INVALID_CURRENCY',
  'allowPartialPayments: REQUIRED',
  'date: INVALID_DATE',
  'dueDate: INVALID_DATE',
  'summary: TOO_LONG',
  'note: INVALID_CHARACTERS',
  'poNumber: INVALID_CHARACTERS',
  'lineItems.0.item.price: INVALID_DECIMAL',
  'lineItems.0.item.quantity: NEGATIVE',
  'lineItems.0.item.date: INVALID_DATE',
  'lineItems.0.item.unit: INVALID_CHARACTERS',
  'lineItems.1.expense.amount: INVALID_DECIMAL',
  'lineItems.1.expense.description: REQUIRED',
  'lineItems.1.expense.taxes.0.name: REQUIRED',
  'lineItems.1.expense.taxes.0.rate.percent: NEGATIVE',
  'lineItems.2.item.discounts.0.rate.percent: OUT_OF_RANGE',
  'lineItems.3.task.duration: NEGATIVE',
  'lineItems.3.task.rate: TOO_MANY_DECIMALS',
  'lineItems.4.trip.distance: NEGATIVE',
  'lineItems.4.trip.rate: DECIMAL_TOO_LARGE',
  'lineItems.4.trip.shippingAmounts.0.rate.fixed: TOO_MANY_DECIMALS',
  'taxes.0.rate.fixed: NEGATIVE',
  'discounts.0.name: REQUIRED',
  'shippingAmounts.0.rate.percent: INVALID_DECIMAL',
];

test('an invoice hears of every problem at once, as its preview does, and is not made', async () => {
  expect(issuesOf(await create(wrong)).sort()).toEqual(issues.toSorted());
  expect((await previewIssues(wrong)).sort()).toEqual(issues.toSorted());
  expect(await eventNames(caller, ['INVOICE_CREATED'])).toEqual([]);
});

test('an invoice hears of its dates together with what it would come to', async () => {
  const input = { dueDate: '2026-01-14', lineItems: [{ expense: line({ amount: '-1' }) }] };
  const expected = ['dueDate: DUE_BEFORE_DATE', 'lineItems: NEGATIVE_TOTAL'];
  expect(issuesOf(await create(input))).toEqual(expected);
  expect(await previewIssues(input)).toEqual(expected);
  expect((await create({ dueDate: '2026-01-15' })).invoice).toMatchObject({ dueDate: '2026-01-15' });
});

test('an invoice has a thousand lines and fifty taxes at most', async () => {
  const taxes = Array(51).fill({ name: 'T', rate });
  const lineItems = Array(1001).fill({ expense: line({ amount: '1' }) });
  expect(issuesOf(await create({ taxes, lineItems }))).toEqual(['lineItems: TOO_MANY', 'taxes: TOO_MANY']);
});

test.each([
  '2026-02-29',
  '2026-00-10',
  '2026-04-31',
  '15.01.2026',
  '2026-1-5',
  '0000-01-01',
  '2026-01-15T00:00:00Z',
  '',
])('an invoice has no date %j', async (date) => {
  const code = date === '' ? 'REQUIRED' : 'INVALID_DATE';
  expect(issuesOf(await create({ date, dueDate: date }))).toEqual([`date: ${code}`, `dueDate: ${code}`]);
});

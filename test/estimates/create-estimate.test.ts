import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES, issuesOf, STATE, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { FIELDS, fullContent, line, makeEstimate, readEstimate } from './make-estimate.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});

const TAKEN = '... on StatementNoTaken { statementNo }';

function create(input: object = {}): Promise<Answer> {
  return caller.mutate(
    'createEstimate',
    { connectionId, date: '2026-01-15', expireDate: '2026-02-14', ...input },
    `${ISSUES} ${STATE} ${TAKEN} ... on CreateEstimateSuccess { estimate { ${FIELDS} } }`,
  );
}

async function created(statementNo?: string | null): Promise<string> {
  return (await create({ statementNo })).estimate.statementNo;
}

test('an estimate is kept with everything that was said of it', async () => {
  const said = { statementNo: '2026/7', summary: 'January', note: 'Thanks!\nSee you.', sendReminders: true };
  const { estimate } = await create({ ...said, ...fullContent, currency: 'USD' });
  // As the invoice of the same content: see test/invoices/create-invoice.test.ts.
  expect(estimate).toMatchObject({
    ...said,
    id: expect.stringMatching(/^Estimate_/),
    hashKey: expect.stringMatching(/^[\w-]{20}$/),
    connection: { id: connectionId },
    date: '2026-01-15',
    expireDate: '2026-02-14',
    state: 'DRAFT',
    isExpired: false,
    version: 1,
    createdAt: '2026-01-15T09:00:00.000Z',
    updatedAt: '2026-01-15T09:00:00.000Z',
    trashedAt: null,
    invoice: null,
    currency: 'USD',
    subTotal: { amount: '100.19' },
    discountTotal: { amount: '7.63' },
    taxTotal: { amount: '6.84' },
    shippingTotal: { amount: '5.50' },
    billedTotal: { amount: '104.90' },
    taxes: [
      { name: 'VAT', key: 1, percent: '5.25', fixed: null, amount: { amount: '4.86' }, compound: false },
      { name: 'Levy', key: null, percent: '1', fixed: null, amount: { amount: '0.98' }, compound: true },
    ],
    discounts: [{ name: 'Spring', key: 2, percent: null, fixed: { amount: '5.00' } }],
    shippingAmounts: [{ name: 'Post', key: 3, percent: '2', fixed: null, amount: { amount: '2.00' } }],
    lineItems: [
      {
        __typename: 'ItemLine',
        description: 'Chairs',
        sortOrder: 1,
        price: '10.50',
        quantity: '2.5',
        taxes: [{ name: 'Eco' }],
        discounts: [{ name: 'Loyalty', amount: { amount: '2.63' } }],
        shippingAmounts: [{ name: 'Freight' }],
      },
      { __typename: 'ExpenseLine', description: 'Travel', sortOrder: 2, amount: '10.00' },
      { __typename: 'TaskLine', description: 'Design', sortOrder: 3, duration: '90', taskRate: '40.125' },
      {
        __typename: 'TripLine',
        description: 'To the fair',
        sortOrder: 4,
        distance: '12.5',
        tripRate: '0.30',
      },
    ],
  });
  expect(await readEstimate(caller, estimate.id)).toEqual(estimate);
  expect(await eventNames(caller)).toEqual(['client.created', 'proposal.created']);
});

test('an estimate of which little is said has what is usual', async () => {
  const { id } = await caller.createOrganization({ currency: 'JPY' });
  expect((await create({ connectionId: id })).estimate).toMatchObject({
    statementNo: 'ES-001',
    currency: 'JPY',
    summary: null,
    note: null,
    sendReminders: false,
    billedTotal: { amount: '0' },
    lineItems: [],
    taxes: [],
  });
});

test('an estimate has an address of its own for its client', async () => {
  const { id, hashKey } = await makeEstimate(caller, { connectionId });
  const { estimate } = await caller.run(
    'query($id: ID!) { estimate(by: { id: $id }) { publicUrl pdfUrl } }',
    { id },
  );
  expect(new URL(estimate.publicUrl).pathname).toMatch(new RegExp(`^/estimates/[\\w-]{22}/${hashKey}$`));
  expect(estimate.pdfUrl).toBe(`${estimate.publicUrl}.pdf`);
});

test('estimates are numbered one after the other, apart from invoices, each account from the first', async () => {
  expect(await created()).toBe('ES-001');
  expect((await caller.createInvoice({ connectionId })).statementNo).toBe('IN-001');
  expect(await created(null)).toBe('ES-002');
  const other = await gateway.createCaller();
  const { id } = await other.createOrganization();
  expect((await makeEstimate(other, { connectionId: id })).statementNo).toBe('ES-001');
});

test('the next number skips those that were given', async () => {
  for (const taken of [' ES-001 ', 'ES-002', 'ES-004']) await created(taken);
  expect(await created()).toBe('ES-003');
  expect(await created()).toBe('ES-005');
});

test('a number is taken once; an invoice may have it too', async () => {
  await caller.createInvoice({ connectionId, statementNo: 'A-1' });
  expect(await created('A-1')).toBe('A-1');
  expect(await create({ statementNo: ' A-1 ' })).toEqual({
    __typename: 'StatementNoTaken',
    message: 'The number A-1 is already in use.',
    statementNo: 'A-1',
  });
  expect(await eventNames(caller, ['PROPOSAL_CREATED'])).toHaveLength(1);
});

test('thirty that are made at once have the first thirty numbers', async () => {
  await created('ES-007');
  const numbers = await Promise.all(Array.from({ length: 30 }, () => created()));
  const expected = Array.from({ length: 31 }, (_, index) => `ES-${String(index + 1).padStart(3, '0')}`);
  expect(numbers.sort()).toEqual(expected.filter((number) => number !== 'ES-007'));
});

test('one number that is given to several at once is one’s', async () => {
  const results = await Promise.all(Array.from({ length: 5 }, () => create({ statementNo: 'A-1' })));
  const taken = results.filter(({ __typename }) => __typename === 'StatementNoTaken');
  expect(taken).toHaveLength(4);
  expect(results.filter(({ estimate }) => estimate?.statementNo === 'A-1')).toHaveLength(1);
});

test('there is no estimate for a connection that there is not, nor for one in the trash', async () => {
  for (const id of wrongIds(connectionId)) {
    expect(await create({ connectionId: id })).toMatchObject({ __typename: 'NotFound' });
  }
  const foreign = await (await gateway.createCaller()).createOrganization();
  expect(await create({ connectionId: foreign.id })).toMatchObject({ __typename: 'NotFound' });
  await caller.mutateById('trashConnection', connectionId);
  expect(await create()).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
  await caller.mutateById('restoreConnection', connectionId);
  expect(await create()).toMatchObject({ __typename: 'CreateEstimateSuccess' });
});

test('an estimate hears of every problem at once, and is not made', async () => {
  const result = await create({
    date: '2026-02-30',
    expireDate: '2026-13-01',
    statementNo: 'n'.repeat(51),
    currency: 'usd',
    summary: 's'.repeat(10_001),
    note: '\u0000',
    sendReminders: null,
    lineItems: [line(' ', '1e3'), { item: { description: 'x', price: '1', quantity: '-1' } }],
    taxes: [{ name: '', rate: { percent: '-1' } }],
    discounts: [{ name: 'Off', rate: { percent: '100.01' } }],
    shippingAmounts: [{ name: 'Post', rate: { fixed: '0.001' } }],
  });
  expect(issuesOf(result).sort()).toEqual([
    'currency: INVALID_CURRENCY',
    'date: INVALID_DATE',
    'discounts.0.rate.percent: OUT_OF_RANGE',
    'expireDate: INVALID_DATE',
    'lineItems.0.expense.amount: INVALID_DECIMAL',
    'lineItems.0.expense.description: REQUIRED',
    'lineItems.1.item.quantity: NEGATIVE',
    'note: INVALID_CHARACTERS',
    'sendReminders: REQUIRED',
    'shippingAmounts.0.rate.fixed: TOO_MANY_DECIMALS',
    'statementNo: TOO_LONG',
    'summary: TOO_LONG',
    'taxes.0.name: REQUIRED',
    'taxes.0.rate.percent: NEGATIVE',
  ]);
  expect(await caller.run('{ estimates { totalCount } }')).toEqual({ estimates: { totalCount: 0 } });
});

test('an estimate may expire on its date, not before it, which is heard with what it would come to', async () => {
  const early = { expireDate: '2026-01-14', lineItems: [line('Credit', '-1')] };
  expect(issuesOf(await create(early))).toEqual([
    'expireDate: EXPIRES_BEFORE_DATE',
    'lineItems: NEGATIVE_TOTAL',
  ]);
  expect((await create({ expireDate: '2026-01-15' })).estimate).toMatchObject({ expireDate: '2026-01-15' });
});

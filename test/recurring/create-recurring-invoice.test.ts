import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { issuesOf, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { createProfile, datesOf, line, makeProfile, readProfile } from './make-profile.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});

const create = (input: object = {}): Promise<Answer> => createProfile(caller, { connectionId, ...input });

test('a recurring invoice is kept with everything that was said of it', async () => {
  const said = {
    profileName: 'Hosting',
    profileNo: 'MAC',
    recurringMethod: 'AUTO_SEND',
    startDate: '2026-02-28',
    interval: 2,
    intervalUnit: 'WEEKS',
    occurrences: 12,
    dueInDays: 30,
    summary: 'January',
    note: 'Thanks!\nSee you.',
    poNumber: 'PO-9',
    paymentOptions: ['PAYPAL', 'CHECK'],
    allowPartialPayments: false,
    sendReceiptsAutomatically: true,
    sendReminders: true,
  };
  const { recurringInvoice } = await create({
    ...said,
    currency: 'EUR',
    taxes: [{ name: 'VAT', rate: { percent: '19' } }],
  });
  expect(recurringInvoice).toEqual({
    ...said,
    id: expect.stringMatching(/^RecurringInvoice_/),
    hashKey: expect.stringMatching(/^[\w-]{20}$/),
    state: 'DRAFT',
    pendingReason: null,
    nextBillingDate: '2026-02-28',
    iterationNo: 0,
    connection: { id: connectionId },
    currency: 'EUR',
    billedTotal: { amount: '119.00' },
    lineItems: [{ description: 'Hosting', total: { amount: '100.00' } }],
    taxes: [{ name: 'VAT', amount: { amount: '19.00' } }],
    version: 1,
    createdAt: '2026-01-15T09:00:00.000Z',
    updatedAt: '2026-01-15T09:00:00.000Z',
    trashedAt: null,
  });
  expect(await readProfile(caller, recurringInvoice.id)).toEqual(recurringInvoice);
  expect(await eventNames(caller)).toEqual(['client.created']);
});

test('a recurring invoice of which little is said has what is usual', async () => {
  const { id } = await caller.createOrganization({ currency: 'JPY' });
  expect((await create({ connectionId: id, lineItems: [] })).recurringInvoice).toMatchObject({
    profileNo: null,
    interval: 1,
    occurrences: 0,
    dueInDays: 0,
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
  });
  const { recurringInvoices } = await caller.run('{ recurringInvoices { nodes { paymentOptions } } }');
  expect(recurringInvoices.nodes).toEqual([{ paymentOptions: [] }]);
});

test('a draft makes nothing, though its date be past', async () => {
  const { id } = await makeProfile(caller, { connectionId, startDate: '2025-12-31' });
  await gateway.work();
  expect(await datesOf(caller, id)).toEqual([]);
  expect(await readProfile(caller, id)).toMatchObject({ state: 'DRAFT', iterationNo: 0 });
});

test('there is none for a connection that there is not, nor for one in the trash', async () => {
  const foreign = await (await gateway.createCaller()).createOrganization();
  for (const id of [...wrongIds(connectionId), foreign.id]) {
    expect(await create({ connectionId: id })).toMatchObject({ __typename: 'NotFound' });
  }
  await caller.mutateById('trashConnection', connectionId);
  expect(await create()).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
});

test('a recurring invoice hears of every problem at once, and is not made', async () => {
  const result = await create({
    profileName: ' ',
    profileNo: 'n'.repeat(31),
    startDate: '2026-02-30',
    interval: 0,
    occurrences: -1,
    dueInDays: 3_651,
    currency: 'usd',
    summary: 's'.repeat(10_001),
    note: '\u0000',
    poNumber: 'a\nb',
    allowPartialPayments: null,
    sendReceiptsAutomatically: null,
    sendReminders: null,
    lineItems: [line(' ', '1e3')],
    taxes: [{ name: '', rate: { percent: '-1' } }],
    discounts: [{ name: 'Off', rate: { percent: '100.01' } }],
    shippingAmounts: [{ name: 'Post', rate: { fixed: '0.001' } }],
  });
  expect(issuesOf(result).sort()).toEqual([
    'allowPartialPayments: REQUIRED',
    'currency: INVALID_CURRENCY',
    'discounts.0.rate.percent: OUT_OF_RANGE',
    'dueInDays: OUT_OF_RANGE',
    'interval: OUT_OF_RANGE',
    'lineItems.0.expense.amount: INVALID_DECIMAL',
    'lineItems.0.expense.description: REQUIRED',
    'note: INVALID_CHARACTERS',
    'occurrences: OUT_OF_RANGE',
    'poNumber: INVALID_CHARACTERS',
    'profileName: REQUIRED',
    'profileNo: TOO_LONG',
    'sendReceiptsAutomatically: REQUIRED',
    'sendReminders: REQUIRED',
    'shippingAmounts.0.rate.fixed: TOO_MANY_DECIMALS',
    'startDate: INVALID_DATE',
    'summary: TOO_LONG',
    'taxes.0.name: REQUIRED',
    'taxes.0.rate.percent: NEGATIVE',
  ]);
  const { recurringInvoices } = await caller.run('{ recurringInvoices { totalCount } }');
  expect(recurringInvoices).toEqual({ totalCount: 0 });
});

test.each([
  [{ interval: 1_001 }, 'interval: OUT_OF_RANGE'],
  [{ interval: -1 }, 'interval: OUT_OF_RANGE'],
  [{ occurrences: 100_001 }, 'occurrences: OUT_OF_RANGE'],
  [{ dueInDays: -1 }, 'dueInDays: OUT_OF_RANGE'],
  [{ startDate: '' }, 'startDate: REQUIRED'],
  [{ profileName: 'n'.repeat(256) }, 'profileName: TOO_LONG'],
  [{ profileNo: 'A\nB' }, 'profileNo: INVALID_CHARACTERS'],
  [{ lineItems: [line('Credit', '-1')] }, 'lineItems: NEGATIVE_TOTAL'],
])('there is none with %j', async (input, issue) => {
  expect(issuesOf(await create(input))).toEqual([issue]);
});

test('what is at the edge of what may be said is taken', async () => {
  const most = { interval: 1_000, occurrences: 100_000, dueInDays: 3_650, profileNo: 'n'.repeat(30) };
  expect((await create(most)).recurringInvoice).toMatchObject(most);
  expect((await create({ profileNo: ' ' })).recurringInvoice).toMatchObject({ profileNo: null });
});

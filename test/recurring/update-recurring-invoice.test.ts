import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import {
  datesOf,
  invoicesOf,
  line,
  makeProfile,
  readProfile,
  startProfile,
  take,
  updateProfile,
} from './make-profile.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});
// So that no test's profiles are billed in another.
afterEach(() => gateway.gateway.database.pool.query(`UPDATE "RecurringInvoice" SET state = 'CLOSED'`));

async function workOn(day: string): Promise<void> {
  gateway.clock.moveTo(day);
  await gateway.work();
}

/** The profile after an edit that is taken. */
async function update(id: string, input: object): Promise<Answer> {
  const { __typename, recurringInvoice } = await updateProfile(caller, { id, ...input });
  expect(__typename).toBe('UpdateRecurringInvoiceSuccess');
  return recurringInvoice;
}

test('an edit changes what it names, and leaves the rest as it was', async () => {
  const profile = await makeProfile(caller, { connectionId, profileNo: 'MAC' });
  gateway.clock.moveTo('2026-01-20T10:00:00Z');
  const other = await caller.createOrganization();
  const said = {
    profileName: 'Support',
    profileNo: null,
    recurringMethod: 'AUTO_BILL',
    interval: 2,
    intervalUnit: 'WEEKS',
    occurrences: 12,
    dueInDays: 30,
    summary: 'January',
    note: 'Thanks',
    poNumber: 'PO-9',
    paymentOptions: ['PAYPAL'],
    allowPartialPayments: false,
    sendReceiptsAutomatically: true,
    sendReminders: true,
  };
  const edited = await update(profile.id, { ...said, connectionId: other.id, expectedVersion: 1 });
  expect(edited).toEqual({
    ...{ ...profile, ...said },
    connection: { id: other.id },
    version: 2,
    updatedAt: '2026-01-20T10:00:00.000Z',
  });
  expect(await readProfile(caller, profile.id)).toEqual(edited);
  const cleared = { summary: null, note: null, poNumber: null, paymentOptions: null };
  expect(await update(profile.id, cleared)).toMatchObject({ ...cleared, paymentOptions: [] });
});

test('content that is edited holds for the invoices that are made from then on', async () => {
  const { id } = await startProfile(caller, {
    connectionId,
    summary: 'Old',
    taxes: [{ name: 'VAT', rate: { percent: '10' } }],
  });
  await workOn('2026-01-31');
  const edited = await update(id, { lineItems: [line('Hosting', '150')], summary: 'New', dueInDays: 14 });
  expect(edited).toMatchObject({ billedTotal: { amount: '165.00' }, taxes: [{ name: 'VAT' }] });
  await workOn('2026-02-28');
  expect(await invoicesOf(caller, id, 'summary dueDate billedTotal { amount } taxes { name }')).toEqual([
    {
      ...{ summary: 'Old', dueDate: '2026-01-31' },
      ...{ billedTotal: { amount: '110.00' }, taxes: [{ name: 'VAT' }] },
    },
    {
      ...{ summary: 'New', dueDate: '2026-03-14' },
      ...{ billedTotal: { amount: '165.00' }, taxes: [{ name: 'VAT' }] },
    },
  ]);
});

describe('the start date', () => {
  test('moves the first invoice, and with it the day of the month, until that is made', async () => {
    const { id } = await startProfile(caller, { connectionId });
    const later = { startDate: '2026-02-10', nextBillingDate: '2026-02-10' };
    expect(await update(id, { startDate: '2026-02-10' })).toMatchObject({ ...later, state: 'SCHEDULED' });
    await workOn('2026-03-10');
    expect(await datesOf(caller, id)).toEqual(['2026-02-10', '2026-03-10']);
    expect(await updateProfile(caller, { id, startDate: '2026-02-11' })).toMatchObject({
      __typename: 'InvalidState',
      state: 'ACTIVE',
    });
    expect(await readProfile(caller, id)).toMatchObject({ startDate: '2026-02-10', version: 3 });
  });

  test('that is moved to today, or before it, starts the profile', async () => {
    const { id } = await startProfile(caller, { connectionId });
    expect(await update(id, { startDate: '2026-01-15' })).toMatchObject({ state: 'ACTIVE' });
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2026-01-15']);
  });

  test('may be set with a later date of the first invoice, for which it is scheduled', async () => {
    const { id } = await startProfile(caller, { connectionId });
    const dates = { startDate: '2026-01-20', nextBillingDate: '2026-02-20' };
    expect(await update(id, dates)).toMatchObject({ ...dates, state: 'SCHEDULED' });
    await workOn('2026-01-20');
    expect(await datesOf(caller, id)).toEqual([]);
    expect(await update(id, { note: 'Soon' })).toMatchObject({ state: 'SCHEDULED' });
    await workOn('2026-02-20');
    expect(await datesOf(caller, id)).toEqual(['2026-02-20']);
    expect(await readProfile(caller, id)).toMatchObject({ state: 'ACTIVE', nextBillingDate: '2026-03-20' });
  });
});

describe('the next billing date', () => {
  test('says on which day of the month it bills from then on', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-01-31');
    expect(await update(id, { nextBillingDate: '2026-02-15' })).toMatchObject({
      nextBillingDate: '2026-02-15',
      state: 'ACTIVE',
    });
    await workOn('2026-04-14');
    expect(await datesOf(caller, id)).toEqual(['2026-01-31', '2026-02-15', '2026-03-15']);
    await update(id, { nextBillingDate: '2026-05-31' });
    await workOn('2026-07-01');
    expect((await datesOf(caller, id)).slice(3)).toEqual(['2026-05-31', '2026-06-30']);
  });

  test('may be the day after the last invoice, and in the past', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-01-31');
    gateway.clock.moveTo('2026-02-10');
    await update(id, { nextBillingDate: '2026-02-01' });
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2026-01-31', '2026-02-01']);
  });
});

test('dates that are given as they are change nothing', async () => {
  const { id } = await startProfile(caller, { connectionId });
  await update(id, { nextBillingDate: '2026-03-31' });
  expect(await update(id, { startDate: '2026-01-31' })).toMatchObject({ nextBillingDate: '2026-03-31' });
  await workOn('2026-03-31');
  // The 31st that it bills on is not lost to a month that has none.
  await update(id, { startDate: '2026-01-31', nextBillingDate: '2026-04-30', profileName: 'New' });
  await workOn('2026-05-31');
  expect(await datesOf(caller, id)).toEqual(['2026-03-31', '2026-04-30', '2026-05-31']);
});

describe('the interval', () => {
  test('that is changed counts from the next invoice on', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-01-31');
    const weekly = { interval: 2, intervalUnit: 'WEEKS' };
    expect(await update(id, weekly)).toMatchObject({ ...weekly, nextBillingDate: '2026-02-28' });
    await workOn('2026-03-14');
    expect(await datesOf(caller, id)).toEqual(['2026-01-31', '2026-02-28', '2026-03-14']);
    await update(id, { interval: 3 });
    await workOn('2026-04-18');
    expect((await datesOf(caller, id)).slice(3)).toEqual(['2026-03-28', '2026-04-18']);
  });

  test('keeps the day of the month from months to years, and back', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-01-31');
    await update(id, { intervalUnit: 'YEARS' });
    await workOn('2026-02-28');
    await update(id, { intervalUnit: 'MONTHS', interval: 13 });
    await workOn('2028-03-31');
    expect(await datesOf(caller, id)).toEqual(['2026-01-31', '2026-02-28', '2027-02-28', '2028-03-31']);
  });

  test('takes the day of the month of the next invoice, where it went by weeks before', async () => {
    const { id } = await startProfile(caller, {
      ...{ connectionId, intervalUnit: 'WEEKS', startDate: '2026-01-19' },
    });
    await workOn('2026-01-26');
    expect(await update(id, { intervalUnit: 'MONTHS' })).toMatchObject({ nextBillingDate: '2026-02-02' });
    await workOn('2026-04-01');
    expect((await datesOf(caller, id)).slice(2)).toEqual(['2026-02-02', '2026-03-02']);
  });
});

describe('occurrences', () => {
  test('that are lowered to what is made complete the profile', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-02-28');
    expect(await update(id, { occurrences: 2 })).toMatchObject({ state: 'COMPLETED', nextBillingDate: null });
    await workOn('2026-12-31');
    expect(await datesOf(caller, id)).toHaveLength(2);
  });

  test.each([
    [3, ['2026-02-28', '2026-03-31']],
    [0, ['2026-02-28', '2026-03-31', '2026-04-30']],
  ])('that are raised to %i let a completed profile go on', async (occurrences, expected) => {
    const { id } = await startProfile(caller, { connectionId, occurrences: 1 });
    await workOn('2026-01-31');
    expect(await readProfile(caller, id)).toMatchObject({ state: 'COMPLETED' });
    gateway.clock.moveTo('2026-02-01');
    expect(await update(id, { occurrences })).toMatchObject({
      state: 'ACTIVE',
      nextBillingDate: '2026-02-28',
    });
    await workOn('2026-05-30');
    expect((await datesOf(caller, id)).slice(1)).toEqual(expected);
  });

  test('of a draft leave it one', async () => {
    const { id } = await makeProfile(caller, { connectionId });
    expect(await update(id, { occurrences: 1, startDate: '2026-01-01' })).toMatchObject({ state: 'DRAFT' });
    expect((await take(caller, 'activate', id)).recurringInvoice).toMatchObject({ state: 'ACTIVE' });
  });
});

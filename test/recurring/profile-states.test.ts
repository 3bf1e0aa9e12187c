import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { datesOf, makeProfile, readProfile, startProfile, take, updateProfile } from './make-profile.ts';

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

const read = (id: string) => readProfile(caller, id);
async function workOn(day: string): Promise<void> {
  gateway.clock.moveTo(day);
  await gateway.work();
}

test('a profile goes from draft to scheduled, active and completed', async () => {
  const { id } = await makeProfile(caller, { connectionId, occurrences: 2 });
  const { recurringInvoice: scheduled } = await take(caller, 'activate', id);
  expect(scheduled).toMatchObject({ state: 'SCHEDULED', version: 2, nextBillingDate: '2026-01-31' });

  await workOn('2026-01-30T23:59:59.999Z');
  expect(await read(id)).toMatchObject({ state: 'SCHEDULED', iterationNo: 0 });
  expect(await datesOf(caller, id)).toEqual([]);

  await workOn('2026-01-31');
  const first = { state: 'ACTIVE', iterationNo: 1, nextBillingDate: '2026-02-28', version: 2 };
  expect(await read(id)).toMatchObject({ ...first, updatedAt: '2026-01-31T00:00:00.000Z' });
  await workOn('2026-02-27T23:59:59.999Z');
  expect(await read(id)).toMatchObject(first);

  await workOn('2026-02-28');
  expect(await read(id)).toMatchObject({ state: 'COMPLETED', iterationNo: 2, nextBillingDate: null });
  await workOn('2026-12-31');
  expect(await datesOf(caller, id)).toEqual(['2026-01-31', '2026-02-28']);
});

describe('a profile that is activated', () => {
  test('on its start date is active', async () => {
    const { id, state } = await startProfile(caller, { connectionId, startDate: '2026-01-15' });
    expect(state).toBe('ACTIVE');
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2026-01-15']);
  });

  test('after its start date bills what was due, each with its own date', async () => {
    const { id } = await startProfile(caller, { connectionId, startDate: '2025-10-31' });
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2025-10-31', '2025-11-30', '2025-12-31']);
    expect(await read(id)).toMatchObject({ iterationNo: 3, nextBillingDate: '2026-01-31' });
  });

  test('is a draft: not one that runs, or has ended', async () => {
    const { id } = await startProfile(caller, { connectionId, occurrences: 1 });
    expect(await take(caller, 'activate', id)).toMatchObject({
      __typename: 'InvalidState',
      state: 'SCHEDULED',
    });
    await workOn('2026-01-31');
    expect(await take(caller, 'activate', id)).toMatchObject({
      __typename: 'InvalidState',
      state: 'COMPLETED',
    });
    const { id: closed } = await makeProfile(caller, { connectionId });
    await take(caller, 'close', closed);
    expect(await take(caller, 'activate', closed)).toMatchObject({
      __typename: 'InvalidState',
      state: 'CLOSED',
    });
  });

  test('is not in the trash, and neither is its client', async () => {
    const { id } = await makeProfile(caller, { connectionId });
    await caller.mutateById('trashConnection', connectionId);
    const refusal = { __typename: 'InvalidState', state: 'TRASHED' };
    expect(await take(caller, 'activate', id)).toMatchObject(refusal);
    await caller.mutateById('restoreConnection', connectionId);
    await take(caller, 'trash', id);
    expect(await take(caller, 'activate', id)).toMatchObject(refusal);
    await take(caller, 'restore', id);
    expect((await take(caller, 'activate', id)).recurringInvoice).toMatchObject({ state: 'SCHEDULED' });
  });
});

describe('a profile that is closed', () => {
  test('makes no more; what it made stays', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-01-31');
    const { recurringInvoice: closed } = await take(caller, 'close', id);
    expect(closed).toMatchObject({ state: 'CLOSED', version: 3, iterationNo: 1, nextBillingDate: null });
    await workOn('2026-12-31');
    expect(await datesOf(caller, id)).toEqual(['2026-01-31']);
    expect(await read(id)).toEqual(closed);
  });

  test('has not ended before, and is not in the trash', async () => {
    const { id } = await startProfile(caller, { connectionId, occurrences: 1 });
    await workOn('2026-01-31');
    expect(await take(caller, 'close', id)).toMatchObject({
      __typename: 'InvalidState',
      state: 'COMPLETED',
    });
    const { id: other } = await makeProfile(caller, { connectionId });
    await take(caller, 'trash', other);
    expect(await take(caller, 'close', other)).toMatchObject({
      __typename: 'InvalidState',
      state: 'TRASHED',
    });
    await take(caller, 'restore', other);
    await take(caller, 'close', other);
    expect(await take(caller, 'close', other)).toMatchObject({ __typename: 'InvalidState', state: 'CLOSED' });
    expect(await updateProfile(caller, { id: other, note: 'New' })).toMatchObject({
      __typename: 'InvalidState',
      state: 'CLOSED',
    });
  });
});

test('occurrences 0 are for ever', async () => {
  const { id } = await startProfile(caller, { connectionId, intervalUnit: 'YEARS' });
  await workOn('2065-12-31');
  expect(await read(id)).toMatchObject({ state: 'ACTIVE', iterationNo: 40, nextBillingDate: '2066-01-31' });
});

test('nothing is activated or closed by an id that is no recurring invoice’s here', async () => {
  const own = await makeProfile(caller, { connectionId });
  const other = await gateway.createCaller();
  const foreign = await makeProfile(other, { connectionId: (await other.createOrganization()).id });
  for (const id of [...wrongIds(own.id), foreign.id]) {
    expect(await take(caller, 'activate', id)).toMatchObject({ __typename: 'NotFound' });
    expect(await take(caller, 'close', id)).toMatchObject({ __typename: 'NotFound' });
  }
  expect(await readProfile(other, foreign.id)).toEqual(foreign);
});

describe('a mistyped year', () => {
  test('does not make hundreds of invoices when the profile is activated', async () => {
    const { id } = await makeProfile(caller, {
      connectionId,
      startDate: '1926-01-15',
      intervalUnit: 'DAYS',
    });
    const refused = await take(caller, 'activate', id);
    expect(refused).toMatchObject({ __typename: 'InvalidState', state: 'TOO_MANY_DUE' });

    await updateProfile(caller, { id, nextBillingDate: '2025-10-08' });
    expect((await take(caller, 'activate', id)).recurringInvoice.state).toBe('ACTIVE');
    await workOn('2026-01-15');
    expect(await read(id)).toMatchObject({ iterationNo: 100, nextBillingDate: '2026-01-16' });
  });

  test('nor when it comes with an update of one that runs', async () => {
    const { id } = await startProfile(caller, { connectionId, intervalUnit: 'DAYS' });
    expect(await updateProfile(caller, { id, startDate: '1926-01-31' })).toMatchObject({
      __typename: 'InvalidState',
      state: 'TOO_MANY_DUE',
    });
    expect(await read(id)).toMatchObject({ startDate: '2026-01-31', version: 2 });
  });

  test('while a hundred that were asked for are made', async () => {
    const input = { connectionId, startDate: '1926-01-15', intervalUnit: 'DAYS', occurrences: 100 };
    const { id } = await startProfile(caller, input);
    await workOn('2026-01-15');
    expect(await read(id)).toMatchObject({ state: 'COMPLETED', iterationNo: 100 });
  });
});

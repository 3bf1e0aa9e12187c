import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../../src/platform/transact.ts';
import { pauseForReview } from '../../src/recurring/pause-for-review.ts';
import type { Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { datesOf, invoicesOf, readProfile, startProfile, take, updateProfile } from './make-profile.ts';

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
const trashClient = () => caller.mutateById('trashConnection', connectionId);
const restoreClient = () => caller.mutateById('restoreConnection', connectionId);

/** As the mail's sender does, once the message with an invoice has failed for good. */
async function failDelivery(invoiceId: string): Promise<void> {
  const actor = { gateway: gateway.gateway, accountId: uuidOf(caller.accountId) };
  await transact(actor, (unit) => pauseForReview(unit, { kind: 'STATEMENT', invoiceId: uuidOf(invoiceId) }));
}

describe('a profile whose client is in the trash', () => {
  const pending = { state: 'PENDING', pendingReason: 'CLIENT_TRASHED' };

  test('waits, and goes on by itself once the client is restored, with what it missed', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await trashClient();
    await workOn('2026-01-30');
    expect(await read(id)).toMatchObject({ state: 'SCHEDULED', pendingReason: null });
    await workOn('2026-01-31');
    expect(await read(id)).toMatchObject({ ...pending, nextBillingDate: '2026-01-31', iterationNo: 0 });
    await workOn('2026-03-05');
    expect(await read(id)).toMatchObject(pending);
    expect(await datesOf(caller, id)).toEqual([]);

    await restoreClient();
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2026-01-31', '2026-02-28']);
    expect(await read(id)).toMatchObject({
      ...{ state: 'ACTIVE', pendingReason: null, nextBillingDate: '2026-03-31', version: 2 },
    });
  });

  test('does not wait where nothing is due meanwhile', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await trashClient();
    await workOn('2026-01-20');
    await restoreClient();
    await workOn('2026-01-31');
    expect(await datesOf(caller, id)).toEqual(['2026-01-31']);
  });

  test('goes on by being activated, too, once the client is restored', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await trashClient();
    await workOn('2026-01-31');
    expect(await take(caller, 'activate', id)).toMatchObject({
      __typename: 'InvalidState',
      state: 'TRASHED',
    });
    await restoreClient();
    expect((await take(caller, 'activate', id)).recurringInvoice).toMatchObject({
      state: 'ACTIVE',
      pendingReason: null,
    });
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2026-01-31']);
  });

  test('goes on by being given to another client', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await trashClient();
    await workOn('2026-01-31');
    const other = await caller.createOrganization();
    await updateProfile(caller, { id, connectionId: other.id });
    await gateway.work();
    expect(await invoicesOf(caller, id, 'date connection { id }')).toEqual([
      { date: '2026-01-31', connection: { id: other.id } },
    ]);
  });

  test('makes no more than its occurrences, though they be lowered while it waits', async () => {
    const { id } = await startProfile(caller, { connectionId, occurrences: 5 });
    await workOn('2026-01-31');
    await trashClient();
    await workOn('2026-02-28');
    expect(await read(id)).toMatchObject(pending);
    const { recurringInvoice } = await updateProfile(caller, { id, occurrences: 1 });
    expect(recurringInvoice).toMatchObject({ state: 'COMPLETED', pendingReason: null });
    await restoreClient();
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2026-01-31']);
  });

  test('is closed like any', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await trashClient();
    await workOn('2026-01-31');
    expect((await take(caller, 'close', id)).recurringInvoice).toMatchObject({
      state: 'CLOSED',
      pendingReason: null,
    });
    await restoreClient();
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual([]);
  });
});

describe('a profile of which an invoice could not be delivered', () => {
  const pending = { state: 'PENDING', pendingReason: 'DELIVERY_FAILED' };

  test('waits until it is activated, and then makes up for what it missed', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-01-31');
    const [invoice] = await invoicesOf(caller, id);
    await failDelivery(invoice.id);
    expect(await read(id)).toMatchObject(pending);
    await workOn('2026-03-31');
    expect(await read(id)).toMatchObject({ ...pending, nextBillingDate: '2026-02-28' });
    expect(await datesOf(caller, id)).toEqual(['2026-01-31']);
    await take(caller, 'activate', id);
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31']);
  });

  test('waits so too where it waited for its client already', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-01-31');
    const [invoice] = await invoicesOf(caller, id);
    await trashClient();
    await workOn('2026-02-28');
    await failDelivery(invoice.id);
    await restoreClient();
    await gateway.work();
    expect(await read(id)).toMatchObject(pending);
    expect(await datesOf(caller, id)).toEqual(['2026-01-31']);
  });

  test('is no other profile, and has not ended', async () => {
    const { id } = await startProfile(caller, { connectionId, occurrences: 1 });
    const other = await startProfile(caller, { connectionId });
    await workOn('2026-01-31');
    const [invoice] = await invoicesOf(caller, id);
    await failDelivery(invoice.id);
    expect(await read(id)).toMatchObject({ state: 'COMPLETED', pendingReason: null });
    expect(await read(other.id)).toMatchObject({ state: 'ACTIVE', pendingReason: null });
  });
});

describe('a profile that missed periods in the trash', () => {
  const pending = { state: 'PENDING', pendingReason: 'MISSED_IN_TRASH' };

  test('waits until it is activated, and then bills them, each with its own date', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await take(caller, 'trash', id);
    await workOn('2026-03-01');
    expect((await take(caller, 'restore', id)).recurringInvoice).toMatchObject(pending);
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual([]);
    await take(caller, 'activate', id);
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual(['2026-01-31', '2026-02-28']);
  });

  test('bills none of them where it is given another date first', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await take(caller, 'trash', id);
    await workOn('2026-03-01');
    await take(caller, 'restore', id);
    const { recurringInvoice } = await updateProfile(caller, { id, nextBillingDate: '2026-03-31' });
    expect(recurringInvoice).toMatchObject(pending);
    await take(caller, 'activate', id);
    await workOn('2026-03-31');
    expect(await datesOf(caller, id)).toEqual(['2026-03-31']);
  });

  test('waits so too where it waited for its client before', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await trashClient();
    await workOn('2026-01-31');
    await take(caller, 'trash', id);
    await workOn('2026-03-01');
    await restoreClient();
    expect((await take(caller, 'restore', id)).recurringInvoice).toMatchObject(pending);
    await gateway.work();
    expect(await datesOf(caller, id)).toEqual([]);
  });

  test('has run before: a draft, or one that has ended, waits for nothing', async () => {
    const { id } = await startProfile(caller, { connectionId });
    await take(caller, 'close', id);
    await take(caller, 'trash', id);
    await workOn('2026-03-01');
    expect((await take(caller, 'restore', id)).recurringInvoice).toMatchObject({ state: 'CLOSED' });
  });
});

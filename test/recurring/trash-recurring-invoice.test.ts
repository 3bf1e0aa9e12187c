import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { STATE, wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import {
  datesOf,
  invoicesOf,
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

const purge = (id: string) =>
  caller.mutateById(
    'purgeRecurringInvoice',
    id,
    `${STATE} ... on PurgeRecurringInvoiceSuccess { deletedId }`,
  );
async function workOn(day: string): Promise<void> {
  gateway.clock.moveTo(day);
  await gateway.work();
}

async function list(trashed: boolean): Promise<string[]> {
  const { recurringInvoices } = await caller.run(
    'query($trashed: Boolean) { recurringInvoices(filter: { trashed: $trashed }) { nodes { id } totalCount } }',
    { trashed },
  );
  expect(recurringInvoices.totalCount).toBe(recurringInvoices.nodes.length);
  return recurringInvoices.nodes.map(({ id }: Answer) => id);
}

test('a trashed recurring invoice is in the trash and in no other list, and is still to be found', async () => {
  const profile = await startProfile(caller, { connectionId });
  gateway.clock.moveTo('2026-01-20T10:00:00Z');
  const { recurringInvoice: trashed } = await take(caller, 'trash', profile.id);
  const now = '2026-01-20T10:00:00.000Z';
  expect(trashed).toEqual({ ...profile, version: 3, trashedAt: now, updatedAt: now });
  expect(await list(false)).toEqual([]);
  expect(await list(true)).toEqual([profile.id]);
  expect(await readProfile(caller, profile.id)).toEqual(trashed);
  expect(await updateProfile(caller, { id: profile.id, note: 'New' })).toMatchObject({
    __typename: 'InvalidState',
    state: 'TRASHED',
  });
});

test('a restored recurring invoice is as it was, and goes on, also on the day that one is due', async () => {
  const profile = await startProfile(caller, { connectionId });
  await workOn('2026-01-31');
  await take(caller, 'trash', profile.id);
  await workOn('2026-02-28');
  expect(await datesOf(caller, profile.id)).toEqual(['2026-01-31']);
  const { recurringInvoice: restored } = await take(caller, 'restore', profile.id);
  expect(restored).toMatchObject({ state: 'ACTIVE', pendingReason: null, version: 4, trashedAt: null });
  expect(await list(false)).toEqual([profile.id]);
  await gateway.work();
  expect(await datesOf(caller, profile.id)).toEqual(['2026-01-31', '2026-02-28']);
});

test('to trash what is in the trash, or restore what is not, changes nothing', async () => {
  const profile = await makeProfile(caller, { connectionId });
  expect((await take(caller, 'restore', profile.id)).recurringInvoice).toEqual(profile);
  const { recurringInvoice: first } = await take(caller, 'trash', profile.id);
  gateway.clock.moveTo('2026-01-20');
  expect((await take(caller, 'trash', profile.id)).recurringInvoice).toEqual(first);
});

test('a purged recurring invoice is gone; the invoices that it made stay', async () => {
  const { id } = await startProfile(caller, { connectionId });
  await workOn('2026-02-28');
  const made = await invoicesOf(caller, id);
  expect(made).toHaveLength(2);
  await take(caller, 'trash', id);
  expect(await purge(id)).toEqual({ __typename: 'PurgeRecurringInvoiceSuccess', deletedId: id });
  expect(await readProfile(caller, id)).toBeNull();
  expect(await list(true)).toEqual([]);
  expect(await purge(id)).toMatchObject({ __typename: 'NotFound' });
  expect(await take(caller, 'restore', id)).toMatchObject({ __typename: 'NotFound' });

  const { invoices } = await caller.run(
    '{ invoices { nodes { id date recurringInvoice { id } lineItems { description } } } }',
  );
  const kept = { recurringInvoice: null, lineItems: [{ description: 'Hosting' }] };
  expect(invoices.nodes.reverse()).toEqual(made.map((invoice) => ({ ...invoice, ...kept })));
});

test('only what is in the trash is purged', async () => {
  const { id } = await startProfile(caller, { connectionId });
  expect(await purge(id)).toMatchObject({ __typename: 'InvalidState', state: 'SCHEDULED' });
  expect(await list(false)).toEqual([id]);
});

test('a connection that a recurring invoice names is not purged, though it be in the trash', async () => {
  const { id } = await makeProfile(caller, { connectionId });
  await caller.mutateById('trashConnection', connectionId);
  await take(caller, 'trash', id);
  expect(await caller.mutateById('purgeConnection', connectionId, STATE)).toMatchObject({
    __typename: 'InvalidState',
    state: 'HAS_STATEMENTS',
  });
  await purge(id);
  expect(await caller.mutateById('purgeConnection', connectionId)).toMatchObject({
    __typename: 'PurgeConnectionSuccess',
  });
});

test('nothing is found by an id that is no recurring invoice’s here', async () => {
  const own = await makeProfile(caller, { connectionId });
  const other = await gateway.createCaller();
  const foreign = await makeProfile(other, { connectionId: (await other.createOrganization()).id });
  for (const id of [...wrongIds(own.id), foreign.id]) {
    expect(await take(caller, 'trash', id)).toMatchObject({ __typename: 'NotFound' });
    expect(await take(caller, 'restore', id)).toMatchObject({ __typename: 'NotFound' });
    expect(await purge(id)).toMatchObject({ __typename: 'NotFound' });
  }
  expect(await readProfile(other, foreign.id)).toEqual(foreign);
});

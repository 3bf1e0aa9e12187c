import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { issuesOf, wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { line, makeProfile, readProfile, startProfile, take, updateProfile } from './make-profile.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
let profile: Answer;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-31T09:00:00Z');
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  // Two are made: of 31 December and of 31 January.
  const { id } = await startProfile(caller, { connectionId, startDate: '2025-12-31' });
  await gateway.work();
  profile = await readProfile(caller, id);
});

const update = (input: object): Promise<Answer> => updateProfile(caller, { id: profile.id, ...input });
const read = () => readProfile(caller, profile.id);

describe('refused is an edit', () => {
  test('with problems, of which it hears all at once', async () => {
    const result = await update({
      connectionId: null,
      profileName: null,
      profileNo: 'A\nB',
      recurringMethod: null,
      intervalUnit: null,
      interval: 1_001,
      occurrences: null,
      dueInDays: -1,
      nextBillingDate: '2026-02-30',
      startDate: null,
      summary: 's'.repeat(10_001),
      note: '\u0000',
      poNumber: 'a\nb',
      allowPartialPayments: null,
      sendReceiptsAutomatically: null,
      sendReminders: null,
      lineItems: [line(' ', '1.0000001')],
      taxes: [{ name: '', rate: { fixed: '0.001' } }],
    });
    expect(issuesOf(result).sort()).toEqual([
      'allowPartialPayments: REQUIRED',
      'connectionId: REQUIRED',
      'dueInDays: OUT_OF_RANGE',
      'interval: OUT_OF_RANGE',
      'intervalUnit: REQUIRED',
      'lineItems.0.expense.amount: TOO_MANY_DECIMALS',
      'lineItems.0.expense.description: REQUIRED',
      'nextBillingDate: INVALID_DATE',
      'note: INVALID_CHARACTERS',
      'occurrences: REQUIRED',
      'poNumber: INVALID_CHARACTERS',
      'profileName: REQUIRED',
      'profileNo: INVALID_CHARACTERS',
      'recurringMethod: REQUIRED',
      'sendReceiptsAutomatically: REQUIRED',
      'sendReminders: REQUIRED',
      'startDate: REQUIRED',
      'summary: TOO_LONG',
      'taxes.0.name: REQUIRED',
      'taxes.0.rate.fixed: TOO_MANY_DECIMALS',
    ]);
    expect(await read()).toEqual(profile);
  });

  test.each<[object, string]>([
    [{ occurrences: 1 }, 'occurrences: OUT_OF_RANGE'],
    [{ occurrences: -1 }, 'occurrences: OUT_OF_RANGE'],
    [{ occurrences: 100_001 }, 'occurrences: OUT_OF_RANGE'],
    [{ interval: 0 }, 'interval: OUT_OF_RANGE'],
    [{ interval: null }, 'interval: REQUIRED'],
    [{ dueInDays: 3_651 }, 'dueInDays: OUT_OF_RANGE'],
    [{ dueInDays: null }, 'dueInDays: REQUIRED'],
    [{ nextBillingDate: '2026-01-31' }, 'nextBillingDate: ALREADY_BILLED'],
    [{ nextBillingDate: '2025-12-31' }, 'nextBillingDate: ALREADY_BILLED'],
    [{ nextBillingDate: '2025-12-30' }, 'nextBillingDate: BEFORE_START'],
    [{ nextBillingDate: null }, 'nextBillingDate: REQUIRED'],
    [{ nextBillingDate: '2026-02-29' }, 'nextBillingDate: INVALID_DATE'],
    [{ startDate: '2026-02-29' }, 'startDate: INVALID_DATE'],
    [{ lineItems: [line('Credit', '-1')] }, 'lineItems: NEGATIVE_TOTAL'],
  ])('to %j', async (input, issue) => {
    expect(issuesOf(await update(input))).toEqual([issue]);
    expect(issuesOf(await update({ ...input, poNumber: 'a\nb' })).sort()).toEqual(
      [issue, 'poNumber: INVALID_CHARACTERS'].sort(),
    );
    expect(await read()).toEqual(profile);
  });

  test('to a first invoice before the start, also where both are new', async () => {
    const { id } = await makeProfile(caller, { connectionId, startDate: '2026-03-01' });
    const edit = (input: object) => updateProfile(caller, { id, ...input });
    const before = ['nextBillingDate: BEFORE_START'];
    expect(issuesOf(await edit({ nextBillingDate: '2026-02-28' }))).toEqual(before);
    expect(issuesOf(await edit({ startDate: '2026-04-01', nextBillingDate: '2026-03-31' }))).toEqual(before);
    expect(await edit({ startDate: '2026-02-01', nextBillingDate: '2026-02-01' })).toMatchObject({
      recurringInvoice: { startDate: '2026-02-01', nextBillingDate: '2026-02-01' },
    });
  });

  test('to another start date, once the first invoice is made', async () => {
    const result = await update({ startDate: '2026-03-01', note: 'New' });
    expect(result).toMatchObject({ __typename: 'InvalidState', state: 'ACTIVE' });
    expect(await read()).toEqual(profile);
  });

  test('of another version than expected', async () => {
    const { version } = profile;
    await update({ expectedVersion: version, note: 'First' });
    const late = await update({ expectedVersion: version, note: 'Second' });
    expect(late).toMatchObject({ __typename: 'VersionConflict', currentVersion: version + 1 });
    expect(await read()).toMatchObject({ note: 'First', version: version + 1 });
  });

  test('of a version that another edit is changing at the same time', async () => {
    const expectedVersion = profile.version;
    const edit = (name: string) => update({ expectedVersion, lineItems: [line(name, '9')] });
    const results = await Promise.all(['A', 'B', 'C'].map(edit));
    const names = results.map(({ __typename }) => __typename).sort();
    expect(names).toEqual(['UpdateRecurringInvoiceSuccess', 'VersionConflict', 'VersionConflict']);
    expect(await read()).toEqual(results.find((result) => result.recurringInvoice).recurringInvoice);
  });

  test('to a connection that there is not, or that is in the trash', async () => {
    const foreign = await (await gateway.createCaller()).createOrganization();
    for (const id of [...wrongIds(connectionId), foreign.id]) {
      expect(await update({ connectionId: id })).toMatchObject({ __typename: 'NotFound' });
    }
    const other = await caller.createOrganization();
    await caller.mutateById('trashConnection', other.id);
    expect(await update({ connectionId: other.id })).toMatchObject({
      __typename: 'InvalidState',
      state: 'TRASHED',
    });
    // Its own may be in the trash.
    await caller.mutateById('trashConnection', connectionId);
    expect(await update({ connectionId, note: 'New' })).toMatchObject({
      __typename: 'UpdateRecurringInvoiceSuccess',
    });
    expect(await read()).toMatchObject({ note: 'New', connection: { id: connectionId } });
  });

  test('of a recurring invoice that there is not, here', async () => {
    const other = await gateway.createCaller();
    const foreign = await makeProfile(other, { connectionId: (await other.createOrganization()).id });
    for (const id of [...wrongIds(profile.id), foreign.id]) {
      expect(await update({ id, note: 'New' })).toMatchObject({ __typename: 'NotFound' });
    }
    expect(await readProfile(other, foreign.id)).toEqual(foreign);
  });

  test('of one that is in the trash, or closed', async () => {
    await take(caller, 'trash', profile.id);
    expect(await update({ note: 'New' })).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
    await take(caller, 'restore', profile.id);
    await take(caller, 'close', profile.id);
    expect(await update({ note: 'New' })).toMatchObject({ __typename: 'InvalidState', state: 'CLOSED' });
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { CONFLICT, ISSUES, issuesOf, STATE, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { FIELDS, fullContent, line, makeEstimate, readEstimate } from './make-estimate.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
let estimate: Answer;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  estimate = await makeEstimate(caller, { connectionId, ...fullContent, summary: 'January', note: 'Thanks' });
});

function update(input: object): Promise<Answer> {
  const errors = `${ISSUES} ${CONFLICT} ${STATE} ... on StatementNoTaken { statementNo }`;
  const fields = `${errors} ... on UpdateEstimateSuccess { estimate { ${FIELDS} } }`;
  return caller.mutate('updateEstimate', { id: estimate.id, ...input }, fields);
}

const read = () => readEstimate(caller, estimate.id);

describe('an edit of an estimate', () => {
  test('changes what it names, and leaves the rest as it was', async () => {
    gateway.clock.moveTo('2026-01-20T10:00:00Z');
    const other = await caller.createOrganization();
    const said = {
      date: '2026-01-20',
      expireDate: '2026-03-01',
      statementNo: 'A-1',
      summary: 'February',
      note: null,
      sendReminders: true,
    };
    const { estimate: edited } = await update({ ...said, connectionId: other.id, expectedVersion: 1 });
    const expected = { ...estimate, ...said, connection: { id: other.id } };
    expect(edited).toEqual({ ...expected, version: 2, updatedAt: '2026-01-20T10:00:00.000Z' });
    expect(await read()).toEqual(edited);
    expect(await eventNames(caller, ['PROPOSAL_CREATED'])).toHaveLength(1);
  });

  test('replaces the lists that it names, and computes the totals anew', async () => {
    // What is left: 200.00 less 5.00, with 5.25 % and then 1 % on both, and 2 % shipping.
    const { estimate: edited } = await update({ lineItems: [line('Travel', '200')] });
    expect(edited).toMatchObject({
      subTotal: { amount: '200.00' },
      discountTotal: { amount: '5.00' },
      taxTotal: { amount: '12.29' },
      lineItems: [{ description: 'Travel', total: { amount: '200.00' } }],
      taxes: [{ name: 'VAT' }, { name: 'Levy' }],
    });
    const bare = { taxes: null, discounts: [], shippingAmounts: null };
    expect((await update(bare)).estimate).toMatchObject({
      billedTotal: { amount: '200.00' },
      lineItems: [{ description: 'Travel' }],
      ...{ taxes: [], discounts: [], shippingAmounts: [] },
    });
  });

  test('keeps the state that the estimate has come to', async () => {
    await caller.mutate('sendEstimate', { estimateId: estimate.id });
    expect((await update({ note: 'New' })).estimate).toMatchObject({ state: 'SENT', note: 'New' });
  });

  test('gives one that has expired a later date, and it can be accepted again', async () => {
    gateway.clock.moveTo('2026-02-15');
    expect(await read()).toMatchObject({ isExpired: true });
    expect((await update({ expireDate: '2026-02-15' })).estimate).toMatchObject({ isExpired: false });
    expect(await caller.mutateById('acceptEstimate', estimate.id)).toMatchObject({
      __typename: 'AcceptEstimateSuccess',
    });
  });
});

describe('refused is an edit', () => {
  test('with problems, of which it hears all at once', async () => {
    const result = await update({
      connectionId: null,
      statementNo: null,
      date: '2026-02-30',
      summary: 's'.repeat(10_001),
      note: '\u0000',
      sendReminders: null,
      lineItems: [line(' ', '1.0000001')],
      taxes: [{ name: '', rate: { fixed: '0.001' } }],
    });
    expect(issuesOf(result).sort()).toEqual([
      'connectionId: REQUIRED',
      'date: INVALID_DATE',
      'lineItems.0.expense.amount: TOO_MANY_DECIMALS',
      'lineItems.0.expense.description: REQUIRED',
      'note: INVALID_CHARACTERS',
      'sendReminders: REQUIRED',
      'statementNo: REQUIRED',
      'summary: TOO_LONG',
      'taxes.0.name: REQUIRED',
      'taxes.0.rate.fixed: TOO_MANY_DECIMALS',
    ]);
    expect(await read()).toEqual(estimate);
  });

  test.each<[object, string]>([
    [{ date: '2026-02-15' }, 'date: EXPIRES_BEFORE_DATE'],
    [{ expireDate: '2026-01-14' }, 'expireDate: EXPIRES_BEFORE_DATE'],
    [{ date: '2026-03-02', expireDate: '2026-03-01' }, 'expireDate: EXPIRES_BEFORE_DATE'],
    [{ date: null }, 'date: REQUIRED'],
    [{ expireDate: null }, 'expireDate: REQUIRED'],
    [{ statementNo: ' ' }, 'statementNo: REQUIRED'],
    [{ lineItems: [] }, 'discounts: DISCOUNT_EXCEEDS_TOTAL'],
  ])('to %j', async (input, issue) => {
    expect(issuesOf(await update(input))).toEqual([issue]);
    expect(await read()).toEqual(estimate);
  });

  test('of another version than expected', async () => {
    await update({ expectedVersion: 1, note: 'First' });
    const late = await update({ expectedVersion: 1, note: 'Second' });
    expect(late).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
    expect(await read()).toMatchObject({ note: 'First', version: 2 });
  });

  test('of a version that another edit is changing at the same time', async () => {
    const edit = (description: string) => update({ expectedVersion: 1, lineItems: [line(description, '9')] });
    const results = await Promise.all(['A', 'B', 'C'].map(edit));
    const names = results.map(({ __typename }) => __typename).sort();
    expect(names).toEqual(['UpdateEstimateSuccess', 'VersionConflict', 'VersionConflict']);
    expect(await read()).toEqual(results.find((result) => result.estimate).estimate);
  });

  test('to a number that another has; its own it may be given again', async () => {
    await makeEstimate(caller, { connectionId, statementNo: 'A-1' });
    expect(await update({ statementNo: 'A-1' })).toMatchObject({
      __typename: 'StatementNoTaken',
      statementNo: 'A-1',
    });
    expect((await update({ statementNo: 'ES-001' })).estimate).toMatchObject({ statementNo: 'ES-001' });
  });

  test('to a connection that there is not, or that is in the trash', async () => {
    for (const id of wrongIds(connectionId)) {
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
      __typename: 'UpdateEstimateSuccess',
    });
  });

  test('of an estimate that there is not, here', async () => {
    for (const id of wrongIds(estimate.id)) {
      expect(await update({ id })).toMatchObject({ __typename: 'NotFound' });
    }
    const other = await gateway.createCaller();
    const { id } = await makeEstimate(other, { connectionId: (await other.createOrganization()).id });
    expect(await update({ id })).toMatchObject({ __typename: 'NotFound' });
  });

  test('of an estimate in the trash', async () => {
    await caller.mutateById('trashEstimate', estimate.id);
    expect(await update({ note: 'New' })).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
  });

  test('of an estimate that was accepted', async () => {
    await caller.mutateById('acceptEstimate', estimate.id);
    const accepted = await read();
    expect(await update({ note: 'New' })).toMatchObject({ __typename: 'InvalidState', state: 'ACCEPTED' });
    expect(await read()).toEqual(accepted);
  });
});

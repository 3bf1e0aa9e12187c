import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { CONFLICT, ISSUES, issuesOf, STATE, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { createInvoiceToEdit, FIELDS, fixed, line } from './invoice-to-edit.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
let invoice: Answer;

beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  invoice = await createInvoiceToEdit(caller, connectionId);
});

function update(input: object): Promise<Answer> {
  const fields = `${ISSUES} ${CONFLICT} ${STATE} ... on UpdateInvoiceSuccess { invoice { ${FIELDS} } }`;
  return caller.mutate('updateInvoice', { id: invoice.id, ...input }, fields);
}

async function read(): Promise<Answer> {
  const query = `query($id: ID!) { invoice(by: { id: $id }) { ${FIELDS} } }`;
  return (await caller.run(query, { id: invoice.id })).invoice;
}

describe('refused is an edit', () => {
  test('with problems, of which it hears all at once', async () => {
    const result = await update({
      connectionId: null,
      statementNo: null,
      date: '2026-02-30',
      summary: 's'.repeat(10_001),
      allowPartialPayments: null,
      sendReceiptsAutomatically: null,
      sendReminders: null,
      lineItems: [line(' ', '1.0000001')],
      taxes: [{ name: '', rate: { fixed: '0.001' } }],
    });
    expect(issuesOf(result).sort()).toEqual([
      'allowPartialPayments: REQUIRED',
      'connectionId: REQUIRED',
      'date: INVALID_DATE',
      'lineItems.0.expense.amount: TOO_MANY_DECIMALS',
      'lineItems.0.expense.description: REQUIRED',
      'sendReceiptsAutomatically: REQUIRED',
      'sendReminders: REQUIRED',
      'statementNo: REQUIRED',
      'summary: TOO_LONG',
      'taxes.0.name: REQUIRED',
      'taxes.0.rate.fixed: TOO_MANY_DECIMALS',
    ]);
    expect(await read()).toEqual(invoice);
    expect(await eventNames(caller, ['INVOICE_UPDATED'])).toEqual([]);
  });

  test.each<[object, string]>([
    [{ date: '2026-02-15' }, 'date: DUE_BEFORE_DATE'],
    [{ dueDate: '2026-01-14' }, 'dueDate: DUE_BEFORE_DATE'],
    [{ date: '2026-03-02', dueDate: '2026-03-01' }, 'dueDate: DUE_BEFORE_DATE'],
    [{ date: null }, 'date: REQUIRED'],
    [{ dueDate: null }, 'dueDate: REQUIRED'],
    [{ dueDate: '2026-02-29' }, 'dueDate: INVALID_DATE'],
    // What is left, 150.00 less 5.00, is less than the discount; what is left of the lines is below zero.
    [{ discounts: [fixed('Off', '145.01')] }, 'discounts: DISCOUNT_EXCEEDS_TOTAL'],
    [
      { lineItems: [line('Credit', '-1')], discounts: [], taxes: [], shippingAmounts: [] },
      'lineItems: NEGATIVE_TOTAL',
    ],
  ])('to %j', async (input, issue) => {
    expect(issuesOf(await update(input))).toEqual([issue]);
    expect(issuesOf(await update({ ...input, poNumber: 'a\nb' })).sort()).toEqual(
      [issue, 'poNumber: INVALID_CHARACTERS'].sort(),
    );
    expect(await read()).toEqual(invoice);
  });

  test('of another version than expected', async () => {
    await update({ expectedVersion: 1, note: 'First' });
    const late = await update({ expectedVersion: 1, note: 'Second' });
    expect(late).toMatchObject({ __typename: 'VersionConflict', currentVersion: 2 });
    expect(await read()).toMatchObject({ note: 'First', version: 2 });
  });

  test('of a version that another edit is changing at the same time', async () => {
    const results = await Promise.all(
      ['A', 'B', 'C'].map((description) =>
        update({ expectedVersion: 1, lineItems: [line(description, '1')] }),
      ),
    );
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'UpdateInvoiceSuccess',
      'VersionConflict',
      'VersionConflict',
    ]);
    const winner = results.find((result) => result.invoice);
    expect(await read()).toEqual(winner.invoice);
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
    expect(await update({ connectionId, note: 'New' })).toMatchObject({ __typename: 'UpdateInvoiceSuccess' });
  });

  test('of an invoice that there is not', async () => {
    for (const id of wrongIds(invoice.id))
      expect(await update({ id })).toMatchObject({ __typename: 'NotFound' });
  });

  test('of an invoice in the trash', async () => {
    await caller.mutateById('trashInvoice', invoice.id);
    expect(await update({ note: 'New' })).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
  });

  test('to another currency: it is fixed when the invoice is made', async () => {
    const { body } = await caller.send(
      'mutation($input: UpdateInvoiceInput!) { updateInvoice(input: $input) { __typename } }',
      { input: { id: invoice.id, currency: 'EUR' } },
    );
    expect(body.errors).toMatchObject([{ message: expect.stringContaining('currency') }]);
    const other = await caller.createOrganization({ currency: 'JPY' });
    const { invoice: moved } = await update({
      connectionId: other.id,
      shippingAmounts: [fixed('Post', '0.5')],
    });
    expect(moved).toMatchObject({ currency: 'USD', shippingTotal: { amount: '0.50' } });
  });

  test('to less than what is paid and pending; down to that it is made', async () => {
    await caller.recordPayment({ invoiceId: invoice.id, amount: '60' });
    await caller.recordPayment({ invoiceId: invoice.id, amount: '40', method: 'CHECK' });
    const bare = { taxes: [], discounts: [], shippingAmounts: [] };
    const before = await read();
    expect(await update({ ...bare, lineItems: [line('Less', '99.99')] })).toMatchObject({
      __typename: 'InvalidState',
      state: 'PARTIAL',
    });
    expect(await read()).toEqual(before);
    const { invoice: least } = await update({ ...bare, lineItems: [line('Least', '100')] });
    expect(least.billedTotal.amount).toBe('100.00');
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES, issuesOf, STATE, wrongIds } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { CONTENT, fullContent, makeEstimate, readEstimate } from './make-estimate.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
let estimate: Answer;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  const said = { summary: 'January', note: 'Thanks', sendReminders: true };
  estimate = await makeEstimate(caller, { connectionId, ...said, ...fullContent });
});

const INVOICE = `
  id hashKey statementNo connection { id } date dueDate state summary note poNumber paymentOptions
  allowPartialPayments sendReceiptsAutomatically sendReminders version estimate { id } ${CONTENT}`;

async function convert(id: string = estimate.id, dueDate = '2026-03-01'): Promise<Answer> {
  const fields = `${ISSUES} ${STATE} ... on Error { message } ... on ConvertEstimateSuccess { invoice { ${INVOICE} } }`;
  const query = `mutation($input: ConvertEstimateInput!) { convertEstimate(input: $input) { __typename ${fields} } }`;
  return (await caller.run(query, { input: { estimateId: id, dueDate } })).convertEstimate;
}

const contentOf = async (field: string, id: string, content = CONTENT): Promise<Answer> =>
  (await caller.run(`query($id: ID!) { ${field}(by: { id: $id }) { ${content} } }`, { id }))[field];

/** The ids of all that a statement consists of. */
async function partsOf(field: string, id: string): Promise<string[]> {
  const lists = 'taxes { id } discounts { id } shippingAmounts { id }';
  const content = await contentOf(field, id, `${lists} lineItems { id ${lists} }`);
  return JSON.stringify(content).match(/[\w-]*[\da-f]{8}-[\w-]+/g)!;
}

describe('an estimate that is converted', () => {
  test('gives an invoice of today with the same content and totals, under ids of its own', async () => {
    gateway.clock.moveTo('2026-01-20T10:00:00Z');
    const { invoice } = await convert();
    const content = await contentOf('estimate', estimate.id);
    expect(invoice).toEqual({
      ...content,
      id: expect.stringMatching(/^Invoice_/),
      hashKey: expect.stringMatching(/^[\w-]{20}$/),
      statementNo: 'IN-001',
      connection: { id: connectionId },
      date: '2026-01-20',
      dueDate: '2026-03-01',
      state: 'DRAFT',
      summary: 'January',
      note: 'Thanks',
      poNumber: null,
      paymentOptions: [],
      allowPartialPayments: true,
      sendReceiptsAutomatically: false,
      sendReminders: true,
      version: 1,
      estimate: { id: estimate.id },
    });
    expect(invoice.billedTotal).toEqual({ amount: '104.90' });
    const parts = [...(await partsOf('invoice', invoice.id)), ...(await partsOf('estimate', estimate.id))];
    expect(parts).toHaveLength(22);
    expect(new Set(parts).size).toBe(22);
    expect(await readEstimate(caller, estimate.id)).toEqual({ ...estimate, invoice: { id: invoice.id } });
    const made = ['client.created', 'proposal.created', 'invoice.created'];
    expect(await eventNames(caller)).toEqual(made);
  });

  test('leaves the invoice to be edited and paid by itself', async () => {
    const { invoice } = await convert();
    await caller.mutate('updateInvoice', { id: invoice.id, lineItems: [], discounts: [] });
    expect(await contentOf('estimate', estimate.id)).toMatchObject({ billedTotal: { amount: '104.90' } });
    await caller.mutate('updateEstimate', { id: estimate.id, taxes: [] });
    expect(await contentOf('invoice', invoice.id)).toMatchObject({
      taxes: [{ name: 'VAT' }, { name: 'Levy' }],
    });
  });

  test('may be accepted, expired, or just sent', async () => {
    await caller.mutateById('acceptEstimate', estimate.id);
    expect(await convert()).toMatchObject({ __typename: 'ConvertEstimateSuccess' });
    const late = await makeEstimate(caller, { connectionId });
    gateway.clock.moveTo('2026-02-15');
    expect(await convert(late.id)).toMatchObject({ invoice: { date: '2026-02-15' } });
    expect(await readEstimate(caller, estimate.id)).toMatchObject({ state: 'ACCEPTED' });
  });

  test('gives its invoice a number that is free', async () => {
    await caller.createInvoice({ connectionId, statementNo: 'IN-001' });
    expect(await convert()).toMatchObject({ invoice: { statementNo: 'IN-002' } });
  });

  test('is shown on its invoice in lists, and it on the estimate', async () => {
    const { invoice } = await convert();
    const { invoices, estimates } = await caller.run(
      '{ invoices { nodes { id estimate { id } } } estimates { nodes { id invoice { id } } } }',
    );
    expect(invoices.nodes).toEqual([{ id: invoice.id, estimate: { id: estimate.id } }]);
    expect(estimates.nodes).toEqual([{ id: estimate.id, invoice: { id: invoice.id } }]);
    const plain = await caller.createInvoice({ connectionId });
    expect(await contentOf('invoice', plain.id, 'estimate { id }')).toEqual({ estimate: null });
  });
});

describe('an estimate is converted', () => {
  test('once', async () => {
    const { invoice } = await convert();
    expect(await convert()).toMatchObject({
      __typename: 'InvalidState',
      state: 'CONVERTED',
      message: expect.stringContaining(invoice.statementNo),
    });
    // The invoice in the trash still is one.
    await caller.mutateById('trashInvoice', invoice.id);
    expect(await convert()).toMatchObject({ __typename: 'InvalidState', state: 'CONVERTED' });
    expect(await eventNames(caller, ['INVOICE_CREATED'])).toHaveLength(1);
  });

  test('by one of those who do so at the same time; the others hear that it is', async () => {
    const results = await Promise.all([convert(), convert(), convert(), convert()]);
    const refused = results.filter(({ __typename }) => __typename === 'InvalidState');
    expect(refused.map(({ state }) => state)).toEqual(['CONVERTED', 'CONVERTED', 'CONVERTED']);
    const { invoices } = await caller.run('{ invoices { nodes { id } totalCount } }');
    expect(invoices.nodes).toEqual([{ id: results.find(({ invoice }) => invoice).invoice.id }]);
  });

  test('anew, once its invoice is purged', async () => {
    const { invoice } = await convert();
    for (const step of ['trashInvoice', 'purgeInvoice']) await caller.mutateById(step, invoice.id);
    expect(await readEstimate(caller, estimate.id)).toMatchObject({ invoice: null });
    expect(await convert()).toMatchObject({ __typename: 'ConvertEstimateSuccess' });
  });

  test.each([
    ['2026-01-14', 'DUE_BEFORE_DATE'],
    ['2026-02-29', 'INVALID_DATE'],
    ['', 'REQUIRED'],
  ])('not to be due on %j', async (dueDate, code) => {
    expect(issuesOf(await convert(estimate.id, dueDate))).toEqual([`dueDate: ${code}`]);
    expect(await convert(estimate.id, '2026-01-15')).toMatchObject({ invoice: { dueDate: '2026-01-15' } });
  });

  test('not in the trash, nor for a connection that is there', async () => {
    await caller.mutateById('trashEstimate', estimate.id);
    expect(await convert()).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
    await caller.mutateById('restoreEstimate', estimate.id);
    await caller.mutateById('trashConnection', connectionId);
    expect(await convert()).toMatchObject({ __typename: 'InvalidState', state: 'TRASHED' });
    expect(await eventNames(caller, ['INVOICE_CREATED'])).toEqual([]);
  });

  test('where there is one', async () => {
    for (const id of wrongIds(estimate.id))
      expect(await convert(id)).toMatchObject({ __typename: 'NotFound' });
    const other = await gateway.createCaller();
    const foreign = await makeEstimate(other, { connectionId: (await other.createOrganization()).id });
    expect(await convert(foreign.id)).toMatchObject({ __typename: 'NotFound' });
  });
});

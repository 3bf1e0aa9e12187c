import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { invoicesOf, makeProfile, startProfile, updateProfile } from './make-profile.ts';

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

/** The mails that are sent while something happens. */
async function mailsOf(happening: Promise<void>): Promise<Answer[]> {
  const before = await gateway.readMails();
  await happening;
  return (await gateway.readMails()).slice(before.length);
}

const METHOD = 'id statementNo date state isForCollection deliveries { kind state }';

describe('the method', () => {
  test('SAVE_DRAFT makes drafts', async () => {
    const { id } = await startProfile(caller, { connectionId, recurringMethod: 'SAVE_DRAFT' });
    expect(await mailsOf(workOn('2026-01-31'))).toEqual([]);
    expect(await invoicesOf(caller, id, METHOD)).toMatchObject([
      { statementNo: 'IN-001', state: 'DRAFT', isForCollection: false, deliveries: [] },
    ]);
    expect(await eventNames(caller)).toEqual(['client.created', 'invoice.created']);
  });

  test.each([
    ['AUTO_SEND', 'sends them', false],
    ['AUTO_BILL', 'sends them, to be collected', true],
  ])('%s %s', async (recurringMethod, _, isForCollection) => {
    const { id } = await startProfile(caller, { connectionId, recurringMethod });
    const mails = await mailsOf(workOn('2026-01-31'));
    expect(mails).toMatchObject([{ to: [{ address: 'email@example.com' }] }]);
    expect(mails[0].subject).toContain('IN-001');
    expect(await invoicesOf(caller, id, METHOD)).toMatchObject([
      {
        ...{ statementNo: 'IN-001', state: 'SENT', isForCollection },
        deliveries: [{ kind: 'STATEMENT', state: 'SENT' }],
      },
    ]);
    expect(await eventNames(caller)).toEqual(['client.created', 'invoice.created', 'invoice.sent']);
  });

  test('may be changed from one invoice to the next', async () => {
    const { id } = await startProfile(caller, { connectionId, recurringMethod: 'AUTO_BILL' });
    await workOn('2026-01-31');
    await updateProfile(caller, { id, recurringMethod: 'SAVE_DRAFT' });
    await workOn('2026-02-28');
    expect(await invoicesOf(caller, id, 'state isForCollection')).toEqual([
      { state: 'SENT', isForCollection: true },
      { state: 'DRAFT', isForCollection: false },
    ]);
  });

  test('that sends an invoice of nothing pays it', async () => {
    const { id } = await startProfile(caller, { connectionId, recurringMethod: 'AUTO_SEND', lineItems: [] });
    await workOn('2026-01-31');
    expect(await invoicesOf(caller, id, 'state')).toEqual([{ state: 'PAID' }]);
    expect(await eventNames(caller, ['INVOICE_SENT', 'INVOICE_PAID'])).toEqual([
      'invoice.sent',
      'invoice.paid',
    ]);
  });
});

const ADJUSTMENT = 'name key percent fixed { amount } amount { amount }';
const ADJUSTMENTS = `taxes { ${ADJUSTMENT} compound } discounts { ${ADJUSTMENT} } shippingAmounts { ${ADJUSTMENT} }`;
const SAID = `
  connection { id } currency summary note poNumber paymentOptions allowPartialPayments
  sendReceiptsAutomatically sendReminders subTotal { amount } discountTotal { amount } taxTotal { amount }
  shippingTotal { amount } billedTotal { amount } ${ADJUSTMENTS}
  lineItems { __typename date description sortOrder total { amount } ${ADJUSTMENTS} ... on Item { price quantity unit } }`;

test('an invoice says all that its profile says, under ids of its own', async () => {
  const fixed = (name: string, sum: string) => [{ name, key: 7, rate: { fixed: sum } }];
  const { id } = await startProfile(caller, {
    ...{ connectionId, currency: 'EUR', dueInDays: 14, startDate: '2026-01-15' },
    ...{ summary: 'January', note: 'Thanks', poNumber: 'PO-9', paymentOptions: ['PAYPAL', 'CHECK'] },
    ...{ allowPartialPayments: false, sendReceiptsAutomatically: true, sendReminders: true },
    lineItems: [
      {
        item: {
          ...{ date: '2026-01-02', description: 'Chairs', price: '10.5', quantity: '2.50', unit: 'pc' },
          ...{
            taxes: fixed('Eco', '1'),
            discounts: fixed('Loyalty', '2'),
            shippingAmounts: fixed('Fee', '3'),
          },
        },
      },
      { expense: { description: 'Travel', amount: '10' } },
    ],
    taxes: [{ name: 'VAT', rate: { percent: '10' }, compound: true }],
    discounts: fixed('Spring', '5'),
    shippingAmounts: fixed('Post', '4'),
  });
  await gateway.work();
  const [invoice] = await invoicesOf(caller, id, `id date dueDate recurringInvoice { id } ${SAID}`);
  const { recurringInvoice } = await caller.run(
    `query($id: ID!) { recurringInvoice(by: { id: $id }) { ${SAID} } }`,
    { id },
  );
  const { id: invoiceId, date, dueDate, recurringInvoice: made, ...said } = invoice;
  expect(said).toEqual(recurringInvoice);
  expect({ date, dueDate, made }).toEqual({ date: '2026-01-15', dueDate: '2026-01-29', made: { id } });
  // 26.25 less 2.00, and 10.00, less 5.00; 10 % on that and 1.00; shipping of 3.00 and 4.00.
  expect(said.billedTotal).toEqual({ amount: '40.28' });

  const lists = 'taxes { id } discounts { id } shippingAmounts { id }';
  const parts = await caller.run(
    `query($invoiceId: ID!, $id: ID!) {
      invoice(by: { id: $invoiceId }) { ${lists} lineItems { id ${lists} } }
      recurringInvoice(by: { id: $id }) { ${lists} lineItems { id ${lists} } }
    }`,
    { invoiceId, id },
  );
  const ids = JSON.stringify(parts).match(/[\w-]*[\da-f]{8}-[\w-]+/g)!;
  expect(ids).toHaveLength(16);
  expect(new Set(ids).size).toBe(16);
});

test('an invoice that no profile made names none', async () => {
  await caller.createInvoice({ connectionId });
  const { id } = await startProfile(caller, { connectionId, startDate: '2026-01-16' });
  await workOn('2026-01-16');
  const { invoices } = await caller.run(
    '{ invoices { nodes { date isForCollection recurringInvoice { id state } } } }',
  );
  expect(invoices.nodes).toEqual([
    { date: '2026-01-16', isForCollection: false, recurringInvoice: { id, state: 'ACTIVE' } },
    { date: '2026-01-15', isForCollection: false, recurringInvoice: null },
  ]);
});

describe('invoices are numbered', () => {
  const numbersOf = async (id: string): Promise<string[]> =>
    (await invoicesOf(caller, id, 'statementNo')).map(({ statementNo }) => statementNo);

  test('by a sequence of the profile’s own number, past those that were given by hand', async () => {
    const { id } = await startProfile(caller, { connectionId, profileNo: 'MAC' });
    await caller.createInvoice({ connectionId, statementNo: 'MAC-002' });
    const other = await startProfile(caller, { connectionId, profileNo: 'TOR' });
    await workOn('2026-03-31');
    expect(await numbersOf(id)).toEqual(['MAC-001', 'MAC-003', 'MAC-004']);
    expect(await numbersOf(other.id)).toEqual(['TOR-001', 'TOR-002', 'TOR-003']);
    expect((await caller.createInvoice({ connectionId })).statementNo).toBe('IN-001');
  });

  test('by the account’s next numbers where the profile has none, past those given by hand', async () => {
    await caller.createInvoice({ connectionId, statementNo: 'IN-002' });
    const { id } = await startProfile(caller, { connectionId });
    await workOn('2026-02-28');
    expect(await numbersOf(id)).toEqual(['IN-001', 'IN-003']);
    expect((await caller.createInvoice({ connectionId })).statementNo).toBe('IN-004');
  });

  test('on from where they were, by the profile’s number as it is then', async () => {
    const { id } = await startProfile(caller, { connectionId, profileNo: 'MAC' });
    await workOn('2026-01-31');
    await updateProfile(caller, { id, profileNo: null });
    await workOn('2026-02-28');
    await updateProfile(caller, { id, profileNo: 'MAC' });
    await workOn('2026-03-31');
    expect(await numbersOf(id)).toEqual(['MAC-001', 'IN-001', 'MAC-002']);
  });

  test('by one sequence for profiles of one number, and another account has its own', async () => {
    const one = await startProfile(caller, { connectionId, profileNo: 'IN' });
    const two = await startProfile(caller, { connectionId, profileNo: 'IN' });
    const other = await gateway.createCaller();
    const organization = await other.createOrganization();
    const foreign = await startProfile(other, { connectionId: organization.id, profileNo: 'IN' });
    await workOn('2026-02-28');
    const numbers = [...(await numbersOf(one.id)), ...(await numbersOf(two.id))];
    expect(numbers.sort()).toEqual(['IN-001', 'IN-002', 'IN-003', 'IN-004']);
    expect(await invoicesOf(other, foreign.id, 'statementNo')).toHaveLength(2);
    expect((await caller.createInvoice({ connectionId })).statementNo).toBe('IN-005');
  });
});

test('an invoice in the trash, or purged, is not made again', async () => {
  const { id } = await startProfile(caller, { connectionId });
  await makeProfile(caller, { connectionId });
  await workOn('2026-02-28');
  const [first, second] = await invoicesOf(caller, id);
  await caller.mutateById('trashInvoice', first.id);
  await caller.mutateById('purgeInvoice', first.id);
  await caller.mutateById('trashInvoice', second.id);
  await workOn('2026-03-31');
  const { invoices } = await caller.run('{ invoices { nodes { date statementNo } } }');
  expect(invoices.nodes).toEqual([{ date: '2026-03-31', statementNo: 'IN-003' }]);
});

import { beforeEach, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { hold } from '../support/hold.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeEach(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});

const TAKEN = '... on StatementNoTaken { statementNo }';

function create(statementNo?: string | null): Promise<Answer> {
  return caller.mutate(
    'createInvoice',
    { connectionId, date: '2026-01-15', dueDate: '2026-02-14', statementNo },
    `${ISSUES} ${TAKEN} ... on CreateInvoiceSuccess { invoice { id statementNo } }`,
  );
}

function renumber(id: string, statementNo: string | null): Promise<Answer> {
  return caller.mutate(
    'updateInvoice',
    { id, statementNo },
    `${ISSUES} ${TAKEN} ... on UpdateInvoiceSuccess { invoice { id statementNo } }`,
  );
}

async function created(statementNo?: string | null): Promise<string> {
  return (await create(statementNo)).invoice.statementNo;
}

test('invoices are numbered one after the other, each account from the first', async () => {
  expect(await created()).toBe('IN-001');
  expect(await created(null)).toBe('IN-002');
  const other = await gateway.createCaller();
  expect((await other.createInvoice()).statementNo).toBe('IN-001');
  expect(await created()).toBe('IN-003');
});

test('a number that was given is kept, without the blanks around it', async () => {
  expect(await created(' 2026/0001 ')).toBe('2026/0001');
  expect(await created()).toBe('IN-001');
});

test('the next number skips those that were given', async () => {
  for (const taken of ['IN-001', 'IN-002', 'IN-004']) await created(taken);
  expect(await created()).toBe('IN-003');
  expect(await created()).toBe('IN-005');
});

test('the next number skips more given ones than are looked at together, and goes on past 999', async () => {
  const [, accountId] = caller.accountId.split('_') as [string, string];
  const { invoice } = await create('IN-940');
  const { prisma } = gateway.gateway.database;
  const [, id] = invoice.id.split('_');
  const row = await prisma.invoice.findUniqueOrThrow({ where: { accountId_id: { accountId, id } } });
  const copies = Array.from({ length: 60 }, (_, index) => ({
    ...row,
    id: gateway.gateway.ids.uuid(),
    hashKey: `copy ${index}`,
    statementNo: `IN-${941 + index}`,
  }));
  await prisma.invoice.createMany({ data: copies });
  await prisma.counter.create({ data: { accountId, name: 'invoice', last: 939n } });
  expect(await created()).toBe('IN-1001');
  expect(await created()).toBe('IN-1002');
});

test('a number is taken once, and the refusal names it', async () => {
  await created('A-1');
  expect(await create(' A-1')).toMatchObject({ __typename: 'StatementNoTaken', statementNo: 'A-1' });
  expect(await created('a-1')).toBe('a-1');
  const other = await gateway.createCaller();
  expect(await other.createInvoice({ statementNo: 'A-1' })).toMatchObject({ statementNo: 'A-1' });
  expect(await eventNames(caller, ['INVOICE_CREATED'])).toHaveLength(2);
});

test('a number in the trash is taken still, and free again once it is purged', async () => {
  const { invoice } = await create('A-1');
  await caller.mutateById('trashInvoice', invoice.id);
  expect(await create('A-1')).toMatchObject({ __typename: 'StatementNoTaken' });
  await caller.mutateById('purgeInvoice', invoice.id);
  expect(await created('A-1')).toBe('A-1');
});

test('an edit may give a free number, or the same again, but not a taken one', async () => {
  await created('A-1');
  const { invoice } = await create('A-2');
  expect((await renumber(invoice.id, ' A-3 ')).invoice.statementNo).toBe('A-3');
  expect((await renumber(invoice.id, 'A-3')).invoice.statementNo).toBe('A-3');
  expect(await renumber(invoice.id, 'A-1 ')).toMatchObject({
    __typename: 'StatementNoTaken',
    statementNo: 'A-1',
  });
  expect(await created('A-2')).toBe('A-2');
  expect(issuesOf(await renumber(invoice.id, null))).toEqual(['statementNo: REQUIRED']);
  expect(issuesOf(await renumber(invoice.id, ' '))).toEqual(['statementNo: REQUIRED']);
  expect(issuesOf(await create(''))).toEqual(['statementNo: REQUIRED']);
  const { invoice: kept } = await caller.run('query($id: ID!) { invoice(by: { id: $id }) { statementNo } }', {
    id: invoice.id,
  });
  expect(kept.statementNo).toBe('A-3');
});

test('of several that give the same number at once one gets it, and the others hear that it is taken', async () => {
  const results = await Promise.all(Array.from({ length: 8 }, () => create('SAME')));
  const typenames = results.map(({ __typename }) => __typename).sort();
  expect(typenames).toEqual(['CreateInvoiceSuccess', ...Array(7).fill('StatementNoTaken')]);
  expect(await eventNames(caller, ['INVOICE_CREATED'])).toEqual(['invoice.created']);
});

test('one that gives the next number while another is about to get it: the other gets the one after', async () => {
  const [, accountId] = caller.accountId.split('_');
  // Both have their number by the time that they want what is held.
  const held = await hold(gateway.gateway, 'SELECT FROM "Account" WHERE id = $1 FOR NO KEY UPDATE', [
    accountId,
  ]);
  const giving = create('IN-001');
  await held.waiters(1);
  const asking = create();
  await held.waiters(2);
  await held.release();
  expect((await giving).invoice.statementNo).toBe('IN-001');
  expect((await asking).invoice.statementNo).toBe('IN-002');
});

test('two that trade their numbers at once stand in each other’s way, and neither fails for that', async () => {
  const { invoice: first } = await create('A-1');
  const { invoice: second } = await create('A-2');
  const ids = [first.id, second.id].map((id) => id.split('_')[1]);
  const held = await hold(gateway.gateway, 'SELECT FROM "Invoice" WHERE id = ANY($1) FOR UPDATE', [ids]);
  const trading = Promise.all([renumber(first.id, 'A-2'), renumber(second.id, 'A-1')]);
  await held.waiters(2);
  await held.release();
  const results = await trading;
  expect(results).toMatchObject(Array(2).fill({ __typename: 'StatementNoTaken' }));
});

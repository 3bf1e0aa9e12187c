import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, type ReadPage, walkBackward, walkForward } from '../support/pages.ts';

const gateway = useGateway();
let caller: Caller;
let first: Answer;
let second: Answer;
const connectionIds: string[] = [];

beforeAll(async () => {
  const other = await gateway.createCaller();
  await other.recordPayment({ invoiceId: (await other.createInvoice()).id, amount: '1' });

  caller = await gateway.createCaller();
  for (const name of ['Acme', 'Zeta']) connectionIds.push((await caller.createOrganization({ name })).id);
  first = await caller.createInvoice({ connectionId: connectionIds[0] });
  second = await caller.createInvoice({ connectionId: connectionIds[1] });
  const payments = [
    { invoiceId: first.id, date: '2026-01-03', method: 'STRIPE' },
    { invoiceId: first.id, date: '2026-01-01', method: 'CHECK' },
    { invoiceId: second.id, date: '2026-01-03', method: 'CHECK' },
    { invoiceId: second.id, date: '2026-01-02', method: 'STRIPE' },
    { invoiceId: first.id, date: '2026-01-03', method: 'CASH' },
  ];
  for (const payment of payments) await caller.recordPayment({ amount: '1', ...payment });
});

const LIST = `query($filter: PaymentFilter, $first: Int, $after: String, $last: Int, $before: String) {
  payments(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    nodes { receiptNo } totalCount ${PAGE}
  }
}`;

/** The numbers of the receipts, RCPT-1 to RCPT-5. */
function numbers(nodes: Answer[]): string {
  return nodes.map(({ receiptNo }) => receiptNo.split('-')[1]).join('');
}

const readAll: ReadPage = async (window) => (await caller.run(LIST, window)).payments;

const readOf =
  (invoice: Answer): ReadPage =>
  async (window) => {
    const answer = await caller.run(
      `query($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
        invoice(by: { id: $id }) {
          payments(first: $first, after: $after, last: $last, before: $before) {
            nodes { receiptNo } totalCount ${PAGE}
          }
        }
      }`,
      { id: invoice.id, ...window },
    );
    return answer.invoice.payments;
  };

async function list(filter: object): Promise<string> {
  const { payments } = await caller.run(LIST, { filter });
  expect(payments.totalCount).toBe(payments.nodes.length);
  return numbers(payments.nodes);
}

describe('payments', () => {
  test.each([1, 2, 3, 5])('come the newest date first, in pages of %i from either end', async (size) => {
    expect(numbers(await walkForward(readAll, size))).toBe('53142');
    expect(numbers(await walkBackward(readAll, size))).toBe('53142');
  });

  test('of an invoice come the oldest date first, in pages from either end', async () => {
    for (const size of [1, 2, 3]) {
      expect(numbers(await walkForward(readOf(first), size))).toBe('215');
      expect(numbers(await walkBackward(readOf(first), size))).toBe('215');
    }
    expect((await readOf(second)({ first: 1, after: null })).totalCount).toBe(2);
  });

  test('come with each invoice of a list, the same page of each', async () => {
    const { invoices } = await caller.run(
      `{ invoices(orderBy: { field: STATEMENT_NO, direction: ASC }) {
        nodes { payments(last: 1) { nodes { receiptNo } totalCount pageInfo { hasPreviousPage hasNextPage } } }
      } }`,
    );
    const pageInfo = { hasPreviousPage: true, hasNextPage: false };
    expect(invoices.nodes).toEqual([
      { payments: { nodes: [{ receiptNo: 'RCPT-5' }], totalCount: 3, pageInfo } },
      { payments: { nodes: [{ receiptNo: 'RCPT-3' }], totalCount: 2, pageInfo } },
    ]);
  });
});

describe('a list of payments is', () => {
  test.each<[string, object, string]>([
    ['all, with an empty filter', {}, '53142'],
    ['all, of nulls', { invoiceId: null, connectionId: null, states: null, date: null }, '53142'],
    ['those that are in', { states: ['REALIZED'] }, '14'],
    ['those that are pending', { states: ['UNREALIZED'] }, '532'],
    ['those from a date on', { date: { from: '2026-01-02' } }, '5314'],
    ['those up to a date', { date: { to: '2026-01-02' } }, '42'],
    ['those of one day', { date: { from: '2026-01-02', to: '2026-01-02' } }, '4'],
    ['those of which all holds', { date: { from: '2026-01-02' }, states: ['REALIZED'] }, '14'],
    ['none, where something does not', { date: { to: '2026-01-01' }, states: ['REALIZED'] }, ''],
  ])('%s', async (_, filter, expected) => {
    expect(await list(filter)).toBe(expected);
  });

  test('those of an invoice, or of a connection, and none of what is none', async () => {
    expect(await list({ invoiceId: first.id })).toBe('512');
    expect(await list({ connectionId: connectionIds[1] })).toBe('34');
    expect(await list({ connectionId: connectionIds[0], states: ['REALIZED'] })).toBe('1');
    expect(await list({ connectionId: connectionIds[0], invoiceId: second.id })).toBe('');
    for (const invoiceId of wrongIds(first.id)) expect(await list({ invoiceId })).toBe('');
    for (const connectionId of wrongIds(connectionIds[0]!)) expect(await list({ connectionId })).toBe('');
  });

  test('an error of the request, of what is no date', async () => {
    for (const side of ['from', 'to']) {
      const { body } = await caller.send(LIST, { filter: { date: { [side]: '2026-02-30' } } });
      expect(body.data).toEqual({ payments: null });
      expect(body.errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', argument: `filter.date.${side}` } },
      ]);
    }
  });

  test('an error of the request, of a page that there is not', async () => {
    const query = (args: string) => `{ invoices(first: 1) { nodes { payments(${args}) { totalCount } } } }`;
    for (const [args, argument] of [
      ['first: 101', 'first'],
      ['first: 1, last: 1', 'last'],
      ['after: "nonsense"', 'after'],
    ]) {
      const { body } = await caller.send(query(args!));
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    }
  });
});

test('what is pending on an invoice in the trash is in no list, until it is restored', async () => {
  const other = await gateway.createCaller();
  const { id } = await other.createInvoice();
  const { payment } = await other.recordPayment({ invoiceId: id, amount: '1', method: 'CHECK' });
  const count = async () => (await other.run('{ payments { totalCount nodes { id } } }')).payments;
  expect(await count()).toEqual({ totalCount: 1, nodes: [{ id: payment.id }] });
  await other.mutateById('trashInvoice', id);
  expect(await count()).toEqual({ totalCount: 0, nodes: [] });
  await other.mutateById('restoreInvoice', id);
  expect((await count()).totalCount).toBe(1);
});

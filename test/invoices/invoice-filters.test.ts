import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
const connections: Record<string, string> = {};

beforeAll(async () => {
  caller = await gateway.createCaller();
  await (await gateway.createCaller()).createInvoice({ statementNo: 'of another account' });
  connections.acme = (await caller.createOrganization({ name: 'Acme' })).id;
  connections.zeta = (await caller.createOrganization({ name: 'Zeta_100%' })).id;
  const make = (connection: string, statementNo: string, date: string, input: object = {}) =>
    caller.createInvoice({
      connectionId: connections[connection],
      statementNo,
      date,
      dueDate: date,
      ...input,
    });

  gateway.clock.moveTo('2026-01-10T10:00:00Z');
  await make('acme', 'draft', '2026-01-01', { summary: 'Spring clean' });
  const sent = await make('acme', 'sent', '2026-01-02', { dueDate: '2026-02-01' });
  const viewed = await make('zeta', 'viewed', '2026-01-03', { poNumber: 'PO-77' });
  const partial = await make('zeta', 'partial', '2026-01-04', { currency: 'EUR', dueDate: '2026-02-02' });
  const paid = await make('acme', 'paid', '2026-01-05', { currency: 'JPY', amount: '100' });
  const gone = await make('acme', 'gone', '2026-01-06');
  for (const { id } of [sent, partial, viewed]) await caller.sendInvoice(id);
  await caller.viewInvoice(viewed.id);

  gateway.clock.moveTo('2026-02-02T10:00:00Z');
  await caller.recordPayment({ invoiceId: partial.id, amount: '1' });
  await caller.recordPayment({ invoiceId: paid.id, amount: '100' });
  await caller.mutateById('trashInvoice', gone.id);
});

const LIST = `query($filter: InvoiceFilter) {
  invoices(filter: $filter, orderBy: { field: DATE, direction: ASC }) { nodes { statementNo isOverdue } totalCount }
}`;

async function list(filter: object | null): Promise<string[]> {
  const { invoices } = await caller.run(LIST, { filter });
  expect(invoices.totalCount).toBe(invoices.nodes.length);
  return invoices.nodes.map(({ statementNo }: Answer) => statementNo);
}

const ALL = ['draft', 'sent', 'viewed', 'partial', 'paid'];

describe('a list of invoices is', () => {
  test.each<[string, object | null, string[]]>([
    ['all that are not in the trash, without a filter', null, ALL],
    ['likewise with an empty one', {}, ALL],
    [
      'likewise with nulls',
      { search: null, states: null, connectionId: null, isOverdue: null, date: null },
      ALL,
    ],
    ['those of part of a number, whatever its case', { search: 'AI' }, ['paid']],
    ['those of part of a summary', { search: 'spring C' }, ['draft']],
    ['those of part of a purchase order', { search: 'o-77' }, ['viewed']],
    ['those of part of the connection’s name', { search: 'zeta' }, ['viewed', 'partial']],
    ['those of a sign that means something in SQL', { search: '0%' }, ['viewed', 'partial']],
    ['none, of what stands nowhere', { search: 'nowhere' }, []],
    ['those of a state', { states: ['PAID'] }, ['paid']],
    ['those of several states', { states: ['DRAFT', 'PARTIAL', 'SENT'] }, ['draft', 'sent', 'partial']],
    ['none, of no state', { states: [] }, []],
    ['those of a currency', { currency: 'JPY' }, ['paid']],
    ['none, of a currency that there is not', { currency: 'jpy' }, []],
    ['those from a date on', { date: { from: '2026-01-04' } }, ['partial', 'paid']],
    ['those up to a date', { date: { to: '2026-01-02' } }, ['draft', 'sent']],
    ['those of one day', { date: { from: '2026-01-03', to: '2026-01-03' } }, ['viewed']],
    ['none, of days that end before they begin', { date: { from: '2026-01-04', to: '2026-01-03' } }, []],
    ['those due from a date on', { dueDate: { from: '2026-02-01' } }, ['sent', 'partial']],
    ['those due up to a date', { dueDate: { to: '2026-01-03' } }, ['draft', 'viewed']],
    ['those in the trash', { trashed: true }, ['gone']],
    ['those not in the trash', { trashed: false }, ALL],
    ['those changed since', { updatedSince: '2026-02-02T11:00:00+01:00' }, ['partial', 'paid']],
    ['those that are overdue', { isOverdue: true }, ['sent', 'viewed']],
    ['those that are not', { isOverdue: false }, ['draft', 'partial', 'paid']],
    [
      'those of which all holds',
      { isOverdue: true, search: 'zeta', states: ['VIEWED', 'PARTIAL'] },
      ['viewed'],
    ],
    ['none, where something does not', { currency: 'EUR', states: ['PAID'] }, []],
  ])('%s', async (_, filter, expected) => {
    expect(await list(filter)).toEqual(expected);
  });

  test('those of a connection, and none of what is none', async () => {
    expect(await list({ connectionId: connections.acme })).toEqual(['draft', 'sent', 'paid']);
    expect(await list({ connectionId: connections.zeta, isOverdue: false })).toEqual(['partial']);
    for (const id of wrongIds(connections.acme!)) expect(await list({ connectionId: id })).toEqual([]);
  });

  test('what each invoice says of itself: overdue the day after it was due, until it is paid', async () => {
    const overdue = async () => {
      const { invoices } = await caller.run(LIST);
      const names = invoices.nodes.filter(({ isOverdue }: Answer) => isOverdue);
      const said = names.map(({ statementNo }: Answer) => statementNo);
      expect(await list({ isOverdue: true })).toEqual(said);
      return said;
    };
    gateway.clock.moveTo('2026-01-03T23:59:59.999Z');
    expect(await overdue()).toEqual([]);
    gateway.clock.moveTo('2026-01-04');
    expect(await overdue()).toEqual(['viewed']);
    gateway.clock.moveTo('2026-02-01T23:59:59.999Z');
    expect(await overdue()).toEqual(['viewed']);
    gateway.clock.moveTo('2026-02-02');
    expect(await overdue()).toEqual(['sent', 'viewed']);
    gateway.clock.moveTo('2026-02-03');
    expect(await overdue()).toEqual(['sent', 'viewed', 'partial']);
  });

  test('an error of the request, of what cannot be', async () => {
    const wrong: [object, string][] = [
      [{ date: { from: '2026-02-30' } }, 'filter.date.from'],
      [{ date: { to: 'soon' } }, 'filter.date.to'],
      [{ dueDate: { from: '2026-2-3' } }, 'filter.dueDate.from'],
      [{ dueDate: { to: '2026-02-03T00:00:00Z' } }, 'filter.dueDate.to'],
      [{ updatedSince: '2026-02-03' }, 'filter.updatedSince'],
      [{ search: '\u0000' }, 'filter.search'],
      [{ currency: '\u0000' }, 'filter.currency'],
    ];
    for (const [filter, argument] of wrong) {
      const { body } = await caller.send(LIST, { filter });
      expect(body.data).toEqual({ invoices: null });
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    }
    const { body } = await caller.send(LIST, { filter: { states: ['LOST'] } });
    expect(body.errors).toHaveLength(1);
  });
});

describe('the invoices of a connection', () => {
  test('are its own, and take the same filters', async () => {
    const { connections: page } = await caller.run(
      `query($filter: InvoiceFilter) {
        connections {
          nodes {
            displayName
            invoices(first: 2, orderBy: { field: DATE, direction: ASC }) { nodes { statementNo } totalCount pageInfo { hasNextPage } }
            late: invoices(filter: $filter) { nodes { statementNo } totalCount }
          }
        }
      }`,
      { filter: { isOverdue: true } },
    );
    expect(page.nodes).toEqual([
      {
        displayName: 'Acme',
        invoices: {
          nodes: [{ statementNo: 'draft' }, { statementNo: 'sent' }],
          totalCount: 3,
          pageInfo: { hasNextPage: true },
        },
        late: { nodes: [{ statementNo: 'sent' }], totalCount: 1 },
      },
      {
        displayName: 'Zeta_100%',
        invoices: {
          nodes: [{ statementNo: 'viewed' }, { statementNo: 'partial' }],
          totalCount: 2,
          pageInfo: { hasNextPage: false },
        },
        late: { nodes: [{ statementNo: 'partial' }, { statementNo: 'viewed' }], totalCount: 2 },
      },
    ]);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, type ReadPage, walkBackward, walkForward } from '../support/pages.ts';
import { makeProfile, startProfile, take } from './make-profile.ts';

const gateway = useGateway();
let caller: Caller;
const connections: Record<string, string> = {};
let foreign: Answer;
let active: Answer;

beforeAll(async () => {
  const other = await gateway.createCaller();
  foreign = await startProfile(other, { connectionId: (await other.createOrganization()).id });
  caller = await gateway.createCaller();
  connections.acme = (await caller.createOrganization({ name: 'Acme' })).id;
  connections.zeta = (await caller.createOrganization({ name: 'Zeta_100%' })).id;
  const make = (connection: string, profileName: string, input: object = {}) =>
    makeProfile(caller, { connectionId: connections[connection], profileName, ...input });

  await make('acme', 'draft', { summary: 'Spring clean' });
  const scheduled = await make('acme', 'scheduled', { startDate: '2027-01-01' });
  active = await make('zeta', 'active', { profileNo: 'MAC-77', startDate: '2025-11-30' });
  const completed = await make('zeta', 'completed', { startDate: '2026-01-01', occurrences: 1 });
  const closed = await make('acme', 'closed');
  const gone = await make('acme', 'gone');
  for (const { id } of [scheduled, active, completed]) await take(caller, 'activate', id);
  await take(caller, 'close', closed.id);
  await take(caller, 'trash', gone.id);
  gateway.clock.moveTo('2026-01-31');
  await gateway.work();
});

const find = async (by: object): Promise<Answer> =>
  (await caller.run('query($by: RecurringInvoiceBy!) { recurringInvoice(by: $by) { id } }', { by }))
    .recurringInvoice;

test('a recurring invoice is found by its id and its hash key, and by nothing of another account', async () => {
  const { id, hashKey } = active;
  for (const by of [{ id }, { hashKey }]) expect(await find(by)).toEqual({ id });
  for (const wrong of [...wrongIds(id), foreign.id]) expect(await find({ id: wrong })).toBeNull();
  for (const wrong of [foreign.hashKey, id, '']) expect(await find({ hashKey: wrong })).toBeNull();
});

test('a recurring invoice is asked for by one thing, that can be stored', async () => {
  const query = 'query($by: RecurringInvoiceBy!) { recurringInvoice(by: $by) { id } }';
  for (const by of [{}, { id: active.id, hashKey: active.hashKey }]) {
    expect((await caller.send(query, { by })).body.errors).toHaveLength(1);
  }
  const { body } = await caller.send(query, { by: { hashKey: '\u0000' } });
  expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'by.hashKey' } }]);
});

test('a recurring invoice is a node, and has a statement’s content', async () => {
  const query = `query($id: ID!, $ids: [ID!]!) {
    node(id: $id) { id }
    nodes(ids: $ids) { __typename ... on StatementContent { billedTotal { amount } } ... on RecurringInvoice { state } }
  }`;
  const { node, nodes } = await caller.run(query, { id: active.id, ids: [active.id, foreign.id] });
  expect(node).toEqual({ id: active.id });
  expect(nodes).toEqual([
    { __typename: 'RecurringInvoice', billedTotal: { amount: '100.00' }, state: 'ACTIVE' },
    null,
  ]);
});

test('its invoices come the newest date first, in pages from either end, and are its own', async () => {
  const read: ReadPage = async (window) => {
    const { recurringInvoice } = await caller.run(
      `query($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
        recurringInvoice(by: { id: $id }) {
          invoices(first: $first, after: $after, last: $last, before: $before) {
            nodes { date recurringInvoice { id } } totalCount ${PAGE}
          }
        }
      }`,
      { id: active.id, ...window },
    );
    expect(recurringInvoice.invoices.totalCount).toBe(3);
    return recurringInvoice.invoices;
  };
  const expected = ['2026-01-30', '2025-12-30', '2025-11-30'].map((date) => ({
    date,
    recurringInvoice: { id: active.id },
  }));
  for (const size of [1, 2, 3]) {
    expect(await walkForward(read, size)).toEqual(expected);
    expect(await walkBackward(read, size)).toEqual(expected);
  }
});

const LIST = `query($filter: RecurringInvoiceFilter) {
  recurringInvoices(filter: $filter, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { profileName } totalCount }
}`;

async function list(filter: object | null): Promise<string[]> {
  const { recurringInvoices } = await caller.run(LIST, { filter });
  expect(recurringInvoices.totalCount).toBe(recurringInvoices.nodes.length);
  return recurringInvoices.nodes.map(({ profileName }: Answer) => profileName);
}

const ALL = ['draft', 'scheduled', 'active', 'completed', 'closed'];

describe('a list of recurring invoices is', () => {
  test.each<[string, object | null, string[]]>([
    ['all that are not in the trash, without a filter', null, ALL],
    ['likewise with an empty one', {}, ALL],
    ['likewise with nulls', { search: null, states: null, connectionId: null }, ALL],
    ['those of part of a name, whatever its case', { search: 'LET' }, ['completed']],
    ['those of part of a number', { search: 'c-77' }, ['active']],
    ['those of part of a summary', { search: 'spring C' }, ['draft']],
    ['those of part of the connection’s name', { search: 'zeta' }, ['active', 'completed']],
    ['those of a sign that means something in SQL', { search: '0%' }, ['active', 'completed']],
    ['none, of what stands nowhere', { search: 'nowhere' }, []],
    ['those of a state', { states: ['SCHEDULED'] }, ['scheduled']],
    [
      'those of several states',
      { states: ['COMPLETED', 'DRAFT', 'CLOSED'] },
      ['draft', 'completed', 'closed'],
    ],
    ['none, of no state', { states: [] }, []],
    ['those in the trash', { trashed: true }, ['gone']],
    ['those not in the trash', { trashed: false }, ALL],
    ['those of which all holds', { search: 'zeta', states: ['ACTIVE', 'DRAFT'] }, ['active']],
  ])('%s', async (_, filter, expected) => {
    expect(await list(filter)).toEqual(expected);
  });

  test('those of a connection, and none of what is none', async () => {
    expect(await list({ connectionId: connections.acme })).toEqual(['draft', 'scheduled', 'closed']);
    expect(await list({ connectionId: connections.zeta, states: ['ACTIVE'] })).toEqual(['active']);
    for (const id of [...wrongIds(connections.acme!), foreign.connection.id]) {
      expect(await list({ connectionId: id })).toEqual([]);
    }
  });

  test('an error of the request, of what cannot be', async () => {
    const { body } = await caller.send(LIST, { filter: { search: '\u0000' } });
    expect(body.data).toEqual({ recurringInvoices: null });
    const extensions = { code: 'BAD_USER_INPUT', argument: 'filter.search' };
    expect(body.errors).toMatchObject([{ extensions }]);
  });
});

test('the recurring invoices of a connection are its own, and take the same filters', async () => {
  const { connections: page } = await caller.run(
    `query($filter: RecurringInvoiceFilter) {
      connections {
        nodes {
          displayName
          recurringInvoices(first: 1, orderBy: { field: PROFILE_NAME, direction: ASC }) {
            nodes { profileName } totalCount pageInfo { hasNextPage }
          }
          some: recurringInvoices(filter: $filter) { nodes { profileName } totalCount }
        }
      }
    }`,
    { filter: { states: ['SCHEDULED', 'CLOSED', 'ACTIVE'] } },
  );
  const names = (...all: string[]) => all.map((profileName) => ({ profileName }));
  const pageInfo = { hasNextPage: true };
  expect(page.nodes).toEqual([
    {
      displayName: 'Acme',
      recurringInvoices: { nodes: names('closed'), totalCount: 3, pageInfo },
      some: { nodes: names('closed', 'scheduled'), totalCount: 2 },
    },
    {
      displayName: 'Zeta_100%',
      recurringInvoices: { nodes: names('active'), totalCount: 2, pageInfo },
      some: { nodes: names('active'), totalCount: 1 },
    },
  ]);
});

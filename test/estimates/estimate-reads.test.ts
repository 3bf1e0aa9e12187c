import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { wrongIds } from '../support/errors.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { makeEstimate } from './make-estimate.ts';

const gateway = useGateway();
let caller: Caller;
const connections: Record<string, string> = {};
let foreign: Answer;
let sent: Answer;

beforeAll(async () => {
  const other = await gateway.createCaller();
  foreign = await makeEstimate(other, { connectionId: (await other.createOrganization()).id });
  caller = await gateway.createCaller();
  connections.acme = (await caller.createOrganization({ name: 'Acme' })).id;
  connections.zeta = (await caller.createOrganization({ name: 'Zeta_100%' })).id;
  const make = (connection: string, statementNo: string, date: string, input: object = {}) =>
    makeEstimate(caller, { connectionId: connections[connection], statementNo, date, ...input });

  gateway.clock.moveTo('2026-01-10T10:00:00Z');
  await make('acme', 'draft', '2026-01-01', { summary: 'Spring clean' });
  sent = await make('acme', 'sent', '2026-01-02');
  const viewed = await make('zeta', 'viewed', '2026-01-03');
  const accepted = await make('zeta', 'accepted', '2026-01-04');
  const gone = await make('acme', 'gone', '2026-01-05');
  for (const { id } of [sent, viewed]) await caller.mutate('sendEstimate', { estimateId: id });
  await gateway.gateway.database.pool.query(
    `UPDATE "Estimate" SET state = 'VIEWED', "viewedAt" = $2 WHERE id = $1`,
    [uuidOf(viewed.id), gateway.clock.now()],
  );
  gateway.clock.moveTo('2026-02-02T10:00:00Z');
  await caller.mutateById('acceptEstimate', accepted.id);
  await caller.mutate('updateEstimate', { id: sent.id, note: 'Changed' });
  await caller.mutateById('trashEstimate', gone.id);
});

const find = async (by: object): Promise<Answer> =>
  (await caller.run('query($by: StatementBy!) { estimate(by: $by) { id } }', { by })).estimate;

test('an estimate is found by its id, its hash key and its number, and by nothing of another account', async () => {
  const { id, hashKey, statementNo } = sent;
  for (const by of [{ id }, { hashKey }, { statementNo }]) expect(await find(by)).toEqual({ id });
  for (const wrong of [...wrongIds(id), foreign.id]) expect(await find({ id: wrong })).toBeNull();
  for (const by of [
    { hashKey: foreign.hashKey },
    { hashKey: statementNo },
    { statementNo: hashKey },
    { statementNo: foreign.statementNo },
    { statementNo: '' },
  ]) {
    expect(await find(by)).toBeNull();
  }
});

test('an estimate is asked for by one thing, that can be stored', async () => {
  const query = 'query($by: StatementBy!) { estimate(by: $by) { id } }';
  for (const by of [{}, { id: sent.id, statementNo: 'sent' }]) {
    expect((await caller.send(query, { by })).body.errors).toHaveLength(1);
  }
  for (const name of ['hashKey', 'statementNo']) {
    const { body } = await caller.send(query, { by: { [name]: '\u0000' } });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: `by.${name}` } }]);
  }
});

test('an estimate is a node, and a statement', async () => {
  const query = `query($ids: [ID!]!) {
    nodes(ids: $ids) { __typename ... on Statement { id billedTotal { amount } } ... on Estimate { statementNo } }
  }`;
  const { nodes } = await caller.run(query, { ids: [sent.id, foreign.id] });
  expect(nodes).toEqual([
    { __typename: 'Estimate', id: sent.id, billedTotal: { amount: '100.00' }, statementNo: 'sent' },
    null,
  ]);
});

const LIST = `query($filter: EstimateFilter) {
  estimates(filter: $filter, orderBy: { field: DATE, direction: ASC }) { nodes { statementNo } totalCount }
}`;

async function list(filter: object | null): Promise<string[]> {
  const { estimates } = await caller.run(LIST, { filter });
  expect(estimates.totalCount).toBe(estimates.nodes.length);
  return estimates.nodes.map(({ statementNo }: Answer) => statementNo);
}

const ALL = ['draft', 'sent', 'viewed', 'accepted'];

describe('a list of estimates is', () => {
  test.each<[string, object | null, string[]]>([
    ['all that are not in the trash, without a filter', null, ALL],
    ['likewise with an empty one', {}, ALL],
    ['likewise with nulls', { search: null, states: null, connectionId: null, date: null }, ALL],
    ['those of part of a number, whatever its case', { search: 'AFT' }, ['draft']],
    ['those of part of a summary', { search: 'spring C' }, ['draft']],
    ['those of part of the connection’s name', { search: 'zeta' }, ['viewed', 'accepted']],
    ['those of a sign that means something in SQL', { search: '0%' }, ['viewed', 'accepted']],
    ['none, of what stands nowhere', { search: 'nowhere' }, []],
    ['those of a state', { states: ['ACCEPTED'] }, ['accepted']],
    ['those of several states', { states: ['DRAFT', 'VIEWED', 'SENT'] }, ['draft', 'sent', 'viewed']],
    ['none, of no state', { states: [] }, []],
    ['those from a date on', { date: { from: '2026-01-03' } }, ['viewed', 'accepted']],
    ['those up to a date', { date: { to: '2026-01-02' } }, ['draft', 'sent']],
    ['those of one day', { date: { from: '2026-01-03', to: '2026-01-03' } }, ['viewed']],
    ['those in the trash', { trashed: true }, ['gone']],
    ['those not in the trash', { trashed: false }, ALL],
    ['those changed since', { updatedSince: '2026-02-02T11:00:00+01:00' }, ['sent', 'accepted']],
    ['those of which all holds', { search: 'zeta', states: ['VIEWED', 'SENT'] }, ['viewed']],
  ])('%s', async (_, filter, expected) => {
    expect(await list(filter)).toEqual(expected);
  });

  test('those of a connection, and none of what is none', async () => {
    expect(await list({ connectionId: connections.acme })).toEqual(['draft', 'sent']);
    expect(await list({ connectionId: connections.zeta, states: ['VIEWED'] })).toEqual(['viewed']);
    for (const id of [...wrongIds(connections.acme!), foreign.connection.id]) {
      expect(await list({ connectionId: id })).toEqual([]);
    }
  });

  test('an error of the request, of what cannot be', async () => {
    const wrong: [object, string][] = [
      [{ date: { from: '2026-02-30' } }, 'filter.date.from'],
      [{ date: { to: 'soon' } }, 'filter.date.to'],
      [{ updatedSince: '2026-02-03' }, 'filter.updatedSince'],
      [{ search: '\u0000' }, 'filter.search'],
    ];
    for (const [filter, argument] of wrong) {
      const { body } = await caller.send(LIST, { filter });
      expect(body.data).toEqual({ estimates: null });
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    }
  });
});

test('the estimates of a connection are its own, and take the same filters', async () => {
  const { connections: page } = await caller.run(
    `query($filter: EstimateFilter) {
      connections {
        nodes {
          displayName
          estimates(first: 1, orderBy: { field: DATE, direction: ASC }) { nodes { statementNo } totalCount pageInfo { hasNextPage } }
          some: estimates(filter: $filter) { nodes { statementNo } totalCount }
        }
      }
    }`,
    { filter: { states: ['SENT', 'VIEWED', 'ACCEPTED'] } },
  );
  const first = (statementNo: string) => ({
    nodes: [{ statementNo }],
    totalCount: 2,
    pageInfo: { hasNextPage: true },
  });
  expect(page.nodes).toEqual([
    {
      displayName: 'Acme',
      estimates: first('draft'),
      some: { nodes: [{ statementNo: 'sent' }], totalCount: 1 },
    },
    {
      displayName: 'Zeta_100%',
      estimates: first('viewed'),
      some: { nodes: [{ statementNo: 'accepted' }, { statementNo: 'viewed' }], totalCount: 2 },
    },
  ]);
});

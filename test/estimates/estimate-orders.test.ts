import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, type ReadPage, walkBackward, walkForward } from '../support/pages.ts';
import { makeEstimate } from './make-estimate.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;

/** In the order in which they were made, which is that of their ids. */
const made: { id: string; statementNo: string; date: string; state: string; createdAt: string }[] = [];

const DAYS = ['2026-01-10', '2026-01-11'];
const STATES = ['DRAFT', 'SENT', 'VIEWED', 'ACCEPTED'] as const;
const NUMBERS = ['B-1', 'a-1', 'A-10', 'A-2', 'É', 'Z', 'ES-9', 'ES-10', '10'];

beforeAll(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  const { pool } = gateway.gateway.database;
  for (const [index, statementNo] of NUMBERS.entries()) {
    // Two of each instant, some of each date and of each state, all across each other.
    const createdAt = `2026-01-${20 + Math.floor(index / 2)}T10:00:00.000Z`;
    gateway.clock.moveTo(createdAt);
    const date = DAYS[index % 2]!;
    const state = STATES[(index * 3) % 4]!;
    const { id } = await makeEstimate(caller, { connectionId, statementNo, date });
    await pool.query('UPDATE "Estimate" SET state = $2 WHERE id = $1', [uuidOf(id), state]);
    made.push({ id, statementNo, date, state, createdAt });
  }
});

const ARGS = 'first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy';
const VARIABLES = '$first: Int, $after: String, $last: Int, $before: String, $orderBy: EstimateOrder';

const read =
  (orderBy?: object): ReadPage =>
  async (window) => {
    const query = `query(${VARIABLES}) { estimates(${ARGS}) { nodes { id } totalCount ${PAGE} } }`;
    return (await caller.run(query, { orderBy, ...window })).estimates;
  };

const readOfConnection =
  (orderBy?: object): ReadPage =>
  async (window) => {
    const query = `query($id: ID!, ${VARIABLES}) {
      connection(by: { id: $id }) { estimates(${ARGS}) { nodes { id } totalCount ${PAGE} } }
    }`;
    return (await caller.run(query, { id: connectionId, orderBy, ...window })).connection.estimates;
  };

const ids = (rows: Answer[]) => rows.map(({ id }) => id);

const KEYS: Record<string, (estimate: (typeof made)[number]) => string | number> = {
  DATE: ({ date }) => date,
  STATE: ({ state }) => STATES.indexOf(state as (typeof STATES)[number]),
  CREATED_AT: ({ createdAt }) => createdAt,
};

function inOrder(field: string): string[] {
  const keyOf = KEYS[field]!;
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  // The sort is stable: ties stay in the order in which they were made.
  return ids(made.toSorted((a, b) => compare(keyOf(a), keyOf(b))));
}

async function expectWalks(readBy: (orderBy?: object) => ReadPage, field: string, expected: string[]) {
  for (const size of [1, 4]) {
    const ascending = readBy({ field, direction: 'ASC' });
    expect(ids(await walkForward(ascending, size))).toEqual(expected);
    expect(ids(await walkBackward(ascending, size))).toEqual(expected);
    const descending = readBy({ field, direction: 'DESC' });
    expect(ids(await walkForward(descending, size))).toEqual(expected.toReversed());
    expect(ids(await walkBackward(descending, size))).toEqual(expected.toReversed());
  }
}

describe.each(Object.keys(KEYS))('estimates by %s', (field) => {
  test('come in pages from either end, in both directions, ties and all', () =>
    expectWalks(read, field, inOrder(field)));

  test('of a connection come so too', () => expectWalks(readOfConnection, field, inOrder(field)));
});

test('estimates by STATEMENT_NO come in one order, whichever the pages and the direction', async () => {
  const field = 'STATEMENT_NO';
  const all = ids((await read({ field, direction: 'ASC' })({ first: 100, after: null })).nodes);
  expect(all.toSorted()).toEqual(ids(made).toSorted());
  const like = (prefix: string) =>
    all.map((id) => made.find((one) => one.id === id)!.statementNo).filter((no) => no.startsWith(prefix));
  expect(like('ES-')).toEqual(['ES-10', 'ES-9']);
  await expectWalks(read, field, all);
});

test('estimates come the newest date first when nothing is said', async () => {
  const newest = inOrder('DATE').toReversed();
  expect(ids(await walkForward(read(), 5))).toEqual(newest);
  expect(ids(await walkForward(readOfConnection(), 5))).toEqual(newest);
  expect(ids(await walkForward(read({ field: 'CREATED_AT' }), 5))).toEqual(ids(made));
});

test.each(['DATE', 'STATE', 'CREATED_AT', 'STATEMENT_NO'])(
  'an order by %s takes no cursor of another',
  async (field) => {
    const other = { field: field === 'DATE' ? 'STATE' : 'DATE', direction: 'ASC' };
    const { pageInfo } = await read(other)({ first: 1, after: null });
    const { body } = await caller.send(`query(${VARIABLES}) { estimates(${ARGS}) { totalCount } }`, {
      orderBy: { field, direction: 'ASC' },
      ...{ first: 1, after: pageInfo.endCursor },
    });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
  },
);

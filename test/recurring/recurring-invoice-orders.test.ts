import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, type ReadPage, walkBackward, walkForward } from '../support/pages.ts';
import { makeProfile } from './make-profile.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;

interface Made {
  id: string;
  profileName: string;
  startDate: string;
  intervalUnit: string;
  state: string;
  createdAt: string;
}
/** In the order in which they were made, which is that of their ids. */
const made: Made[] = [];

const STATES = ['DRAFT', 'SCHEDULED', 'PENDING', 'ACTIVE', 'COMPLETED', 'CLOSED'] as const;
const UNITS = ['DAYS', 'WEEKS', 'MONTHS', 'YEARS'] as const;
const NAMES = ['b', 'a', 'c', 'a', 'd', 'b', 'aa', 'c', 'a'];

beforeAll(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  const { pool } = gateway.gateway.database;
  for (const [index, profileName] of NAMES.entries()) {
    // Two of each instant, some of each date, unit and state, all across each other.
    const createdAt = `2026-01-${20 + Math.floor(index / 2)}T10:00:00.000Z`;
    gateway.clock.moveTo(createdAt);
    const startDate = ['2026-03-11', '2026-03-10', '2026-02-11'][index % 3]!;
    const intervalUnit = UNITS[(index * 3) % 4]!;
    const state = STATES[(index * 5) % 6]!;
    const { id } = await makeProfile(caller, { connectionId, profileName, startDate, intervalUnit });
    await pool.query('UPDATE "RecurringInvoice" SET state = $2 WHERE id = $1', [uuidOf(id), state]);
    made.push({ id, profileName, startDate, intervalUnit, state, createdAt });
  }
});

const ARGS = 'first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy';
const VARIABLES = '$first: Int, $after: String, $last: Int, $before: String, $orderBy: RecurringInvoiceOrder';

const read =
  (orderBy?: object): ReadPage =>
  async (window) => {
    const query = `query(${VARIABLES}) { recurringInvoices(${ARGS}) { nodes { id } totalCount ${PAGE} } }`;
    return (await caller.run(query, { orderBy, ...window })).recurringInvoices;
  };

const readOfConnection =
  (orderBy?: object): ReadPage =>
  async (window) => {
    const query = `query($id: ID!, ${VARIABLES}) {
      connection(by: { id: $id }) { recurringInvoices(${ARGS}) { nodes { id } totalCount ${PAGE} } }
    }`;
    return (await caller.run(query, { id: connectionId, orderBy, ...window })).connection.recurringInvoices;
  };

const ids = (rows: Answer[]) => rows.map(({ id }) => id);

const KEYS: Record<string, (profile: Made) => string | number> = {
  PROFILE_NAME: ({ profileName }) => profileName,
  NEXT_BILLING_DATE: ({ startDate }) => startDate,
  STATE: ({ state }) => STATES.indexOf(state as (typeof STATES)[number]),
  INTERVAL_UNIT: ({ intervalUnit }) => UNITS.indexOf(intervalUnit as (typeof UNITS)[number]),
  CREATED_AT: ({ createdAt }) => createdAt,
};

function inOrder(field: string): string[] {
  const keyOf = KEYS[field]!;
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  // The sort is stable: ties stay in the order in which they were made.
  return ids(made.toSorted((a, b) => compare(keyOf(a), keyOf(b))));
}

describe.each(Object.keys(KEYS))('recurring invoices by %s', (field) => {
  test.each([
    ['come', read],
    ['of a connection come', readOfConnection],
  ] as const)('%s in pages from either end, in both directions, ties and all', async (_, readBy) => {
    const expected = inOrder(field);
    for (const size of [1, 4]) {
      const ascending = readBy({ field, direction: 'ASC' });
      expect(ids(await walkForward(ascending, size))).toEqual(expected);
      expect(ids(await walkBackward(ascending, size))).toEqual(expected);
      const descending = readBy({ field, direction: 'DESC' });
      expect(ids(await walkForward(descending, size))).toEqual(expected.toReversed());
      expect(ids(await walkBackward(descending, size))).toEqual(expected.toReversed());
    }
  });

  test('take no cursor of another order', async () => {
    const other = { field: field === 'STATE' ? 'CREATED_AT' : 'STATE', direction: 'ASC' };
    const { pageInfo } = await read(other)({ first: 1, after: null });
    const { body } = await caller.send(`query(${VARIABLES}) { recurringInvoices(${ARGS}) { totalCount } }`, {
      orderBy: { field, direction: 'ASC' },
      ...{ first: 1, after: pageInfo.endCursor },
    });
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
  });
});

test('recurring invoices come the newest first when nothing is said, and ascending by a field alone', async () => {
  const newest = ids(made).toReversed();
  expect(ids(await walkForward(read(), 4))).toEqual(newest);
  expect(ids(await walkForward(readOfConnection(), 4))).toEqual(newest);
  expect(ids(await walkForward(read({ field: 'CREATED_AT' }), 4))).toEqual(ids(made));
});

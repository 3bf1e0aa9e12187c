import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { PAGE, type ReadPage, walkBackward, walkForward } from '../support/pages.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;

interface Made {
  id: string;
  statementNo: string;
  date: string;
  state: string;
  createdAt: string;
}
/** In the order in which they were made, which is that of their ids. */
const made: Made[] = [];

const DAYS = ['2026-01-10', '2026-01-11'];
const STATES = ['DRAFT', 'SENT', 'VIEWED', 'PARTIAL', 'PAID'] as const;
const NUMBERS = ['B-1', 'a-1', 'A-10', 'A-2', 'É', 'Z', 'IN-9', 'IN-10', '10', '9', ' x', 'IN-09'];

beforeAll(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
  const { pool } = gateway.gateway.database;
  for (const [index, statementNo] of NUMBERS.entries()) {
    // Two of each instant, six of each date, two or three of each state, all across each other.
    const createdAt = `2026-01-${20 + Math.floor(index / 2)}T10:00:00.000Z`;
    gateway.clock.moveTo(createdAt);
    const date = DAYS[index % 2]!;
    const state = STATES[(index * 3) % 5]!;
    const invoice = await caller.createInvoice({ connectionId, statementNo, date });
    await pool.query('UPDATE "Invoice" SET state = $2 WHERE id = $1', [invoice.id.split('_')[1], state]);
    made.push({ id: invoice.id, statementNo: invoice.statementNo, date, state, createdAt });
  }
});

const ARGS = 'first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter';
const VARIABLES =
  '$first: Int, $after: String, $last: Int, $before: String, $orderBy: InvoiceOrder, $filter: InvoiceFilter';

const read =
  (args: object): ReadPage =>
  async (window) => {
    const query = `query(${VARIABLES}) { invoices(${ARGS}) { nodes { id } totalCount ${PAGE} } }`;
    const { invoices } = await caller.run(query, { ...args, ...window });
    return invoices;
  };

const readOfConnection =
  (args: object): ReadPage =>
  async (window) => {
    const query = `query($id: ID!, ${VARIABLES}) {
      connection(by: { id: $id }) { invoices(${ARGS}) { nodes { id } totalCount ${PAGE} } }
    }`;
    const { connection } = await caller.run(query, { id: connectionId, ...args, ...window });
    return connection.invoices;
  };

const ids = (rows: Answer[]) => rows.map(({ id }) => id);

function inOrder(keyOf: (invoice: Made) => string | number): string[] {
  const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);
  // The sort is stable: ties stay in the order in which they were made.
  return ids(made.toSorted((a, b) => compare(keyOf(a), keyOf(b))));
}

const KEYS: Record<string, (invoice: Made) => string | number> = {
  DATE: ({ date }) => date,
  STATE: ({ state }) => STATES.indexOf(state as (typeof STATES)[number]),
  CREATED_AT: ({ createdAt }) => createdAt,
};

describe.each(Object.keys(KEYS))('invoices by %s', (field) => {
  test.each([1, 5, 12])(
    'come in pages of %i from either end, in both directions, ties and all',
    async (size) => {
      const expected = inOrder(KEYS[field]!);
      const ascending = { orderBy: { field, direction: 'ASC' } };
      expect(ids(await walkForward(read(ascending), size))).toEqual(expected);
      expect(ids(await walkBackward(read(ascending), size))).toEqual(expected);
      const descending = { orderBy: { field, direction: 'DESC' } };
      expect(ids(await walkForward(read(descending), size))).toEqual(expected.toReversed());
      expect(ids(await walkBackward(read(descending), size))).toEqual(expected.toReversed());
    },
  );

  test('of a connection come so too', async () => {
    const expected = inOrder(KEYS[field]!);
    const ascending = { orderBy: { field, direction: 'ASC' } };
    expect(ids(await walkForward(readOfConnection(ascending), 5))).toEqual(expected);
    expect(ids(await walkBackward(readOfConnection(ascending), 5))).toEqual(expected);
    const descending = { orderBy: { field, direction: 'DESC' } };
    expect(ids(await walkForward(readOfConnection(descending), 5))).toEqual(expected.toReversed());
    expect(ids(await walkBackward(readOfConnection(descending), 5))).toEqual(expected.toReversed());
  });
});

describe('invoices by STATEMENT_NO', () => {
  const orderBy = { field: 'STATEMENT_NO', direction: 'ASC' };

  test('come in one order, whichever the pages and the direction', async () => {
    const all = ids((await read({ orderBy })({ first: 100, after: null })).nodes);
    expect(all.toSorted()).toEqual(ids(made).toSorted());
    for (const size of [1, 5]) {
      expect(ids(await walkForward(read({ orderBy }), size))).toEqual(all);
      expect(ids(await walkBackward(read({ orderBy }), size))).toEqual(all);
      const descending = { orderBy: { ...orderBy, direction: 'DESC' } };
      expect(ids(await walkForward(read(descending), size))).toEqual(all.toReversed());
      expect(ids(await walkBackward(read(descending), size))).toEqual(all.toReversed());
    }
  });

  test('of one make follow each other', async () => {
    const filter = { search: 'in-' };
    const { nodes } = await read({ orderBy, filter })({ first: 100, after: null });
    const numbers = ids(nodes).map((id) => made.find((invoice) => invoice.id === id)!.statementNo);
    expect(numbers).toEqual(['IN-09', 'IN-10', 'IN-9']);
  });
});

describe('an order', () => {
  test('is the newest date first when nothing is said', async () => {
    const newest = inOrder(KEYS.DATE!).toReversed();
    expect(ids(await walkForward(read({}), 5))).toEqual(newest);
    expect(ids(await walkBackward(read({ orderBy: null }), 5))).toEqual(newest);
    expect(ids(await walkForward(readOfConnection({}), 5))).toEqual(newest);
  });

  test('is ascending when no direction is said', async () => {
    expect(ids(await walkForward(read({ orderBy: { field: 'CREATED_AT' } }), 5))).toEqual(ids(made));
  });

  test('goes with a filter, and counts what it leaves', async () => {
    const filter = { states: ['PAID', 'DRAFT'], date: { from: DAYS[0], to: DAYS[0] } };
    const left = made.filter(({ state, date }) => filter.states.includes(state) && date === DAYS[0]);
    expect(left.length).toBeGreaterThan(1);
    const args = { orderBy: { field: 'CREATED_AT', direction: 'DESC' }, filter };
    expect(ids(await walkForward(read(args), 1))).toEqual(ids(left).toReversed());
    expect((await read(args)({ first: 1, after: null })).totalCount).toBe(left.length);
  });

  test('stays as it is for pages that were begun while invoices are made', async () => {
    const orderBy = { field: 'DATE', direction: 'ASC' };
    const expected = inOrder(KEYS.DATE!);
    const first = await read({ orderBy })({ first: 8, after: null });
    const early = await caller.createInvoice({ connectionId, statementNo: 'early', date: '2026-01-01' });
    const late = await caller.createInvoice({ connectionId, statementNo: 'late', date: DAYS[1] });
    const second = await read({ orderBy })({ first: 8, after: first.pageInfo.endCursor });
    expect([...ids(first.nodes), ...ids(second.nodes)]).toEqual([...expected, late.id]);
    for (const { id } of [early, late]) {
      await caller.mutateById('trashInvoice', id);
      await caller.mutateById('purgeInvoice', id);
    }
  });

  test.each(['DATE', 'STATE', 'CREATED_AT', 'STATEMENT_NO'])(
    'by %s takes no cursor of another',
    async (field) => {
      const other = field === 'DATE' ? 'STATE' : 'DATE';
      const page = await read({ orderBy: { field: other, direction: 'ASC' } })({ first: 1, after: null });
      const query = `query(${VARIABLES}) { invoices(${ARGS}) { totalCount } }`;
      const orderBy = { field, direction: 'ASC' };
      const { body } = await caller.send(query, { orderBy, first: 1, after: page.pageInfo.endCursor });
      expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } }]);
    },
  );
});

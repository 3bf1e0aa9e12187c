import { inspect } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { type Field, filtersOf, isCounted, listsBelow, ordersOf, rootLists } from './list-cases.ts';
import { captureReads, explain, type Statement } from './plans.ts';
import { INVOICES, seedLists } from './seed-lists.ts';

// What a list may look at to fill a page, or to count, however big the account is; a search, say, that looks at
// each of an account's invoices is over it.
const MAX_ROWS = 10_000;
const MAX_ROWS_FOR_EACH_COUNTED = 6;
/** Each row of the account once, which is what is left where an order and a filter have no index in common. */
const MAX_ROWS_IN_OTHER_ORDER = INVOICES * 0.65;
/** From so many rows on, a table is not to be read from end to end. */
const BIG_TABLE = 1_000;
const SHORT = 'search: "o"';

/** Filters whose values only the rows know: one that leaves few of them, one that leaves many. */
const KNOWN: Record<string, string[]> = {
  // Numbers, texts, a connection's name, what stands nowhere; and one that is too short for an index.
  search: ['"000020"', '"no 123456"', '"Kitchen"', '"works 24"', '"PO-12"', '"50%"', '"o"'],
  currency: ['"USD"', '"JPY"', '"GBP"'],
  date: ['{ from: "2026-01-10" }', '{ to: "2021-02-01" }', '{ from: "2023-05-01", to: "2023-05-10" }'],
  dueDate: ['{ from: "2026-01-20" }', '{ to: "2021-02-10" }', '{ from: "2023-05-01", to: "2023-05-10" }'],
  updatedSince: ['"2026-01-13T00:00:00Z"', '"2022-01-01T00:00:00Z"'],
  isOverdue: ['true', 'false'],
  trashed: ['true', 'false'],
};

const gateway = useGateway();
let callers: { big: Caller; middle: Caller; small: Caller };
let client: Client;
let statements: Statement[];
let bigTables: ReadonlySet<string>;
const known = { ...KNOWN };

beforeAll(async () => {
  const [big, middle, small] = [
    await gateway.createCaller(),
    await gateway.createCaller(),
    await gateway.createCaller(),
  ];
  callers = { big, middle, small };
  client = new Client({ connectionString: gateway.gateway.database.pool.options.connectionString! });
  await client.connect();
  await seedLists(
    client,
    [big, middle, small].map(({ accountId }) => accountId.split('_')[1]!),
  );
  const { rows } = await client.query(`SELECT relname FROM pg_class WHERE reltuples > ${BIG_TABLE}`);
  bigTables = new Set(rows.map(({ relname }) => relname));
  const { invoices } = await big.run('{ invoices(first: 1) { nodes { id connection { id } } } }');
  known.connectionId = [JSON.stringify(invoices.nodes[0].connection.id)];
  known.invoiceId = [JSON.stringify(invoices.nodes[0].id)];
  statements = captureReads(gateway);
}, 120_000);
afterAll(() => client.end());

/** Runs a query, and shows each of its statements that reads too much, with its plan. */
async function faultsOf(
  caller: Caller,
  query: string,
  { maxRows, mayScan = false }: { maxRows: (data: Answer) => number; mayScan?: boolean },
): Promise<string[]> {
  statements.length = 0;
  const data = await caller.run(query);
  const faults: string[] = [];
  for (const statement of statements.splice(0)) {
    const { scanned, rows, shown } = await explain(client, statement);
    const scans = !mayScan && scanned.some((table) => bigTables.has(table));
    if (scans || rows > maxRows(data)) {
      faults.push([query, statement.text, inspect(statement.values), shown].join('\n'));
    }
  }
  return faults;
}

function withArguments({ name }: Field, ...given: string[]): string {
  const text = given.filter(Boolean).join(', ');
  return text ? `${name}(${text})` : name;
}

/**
 * An index in the list's own order ends with what filters ask for; another order's does not. What is searched
 * for is found by an index of its own, in whatever order, if it is long enough.
 */
function maxRowsOf(field: Field, filter: string, order: string): number {
  const isOwnOrder = !order.includes('field:') || order.includes('field: DATE,');
  const isIndexed = filter.includes('search:')
    ? !filter.includes(SHORT)
    : isOwnOrder && field.name !== 'events';
  return isIndexed ? MAX_ROWS : MAX_ROWS_IN_OTHER_ORDER;
}

describe.each(rootLists(schema).map((field) => [field.name, field] as const))('%s', (name, field) => {
  test('fill a page by an index, for every filter in every order', async () => {
    const faults: string[] = [];
    for (const filter of filtersOf(field, known)) {
      for (const order of ordersOf(field)) {
        const query = `{ ${withArguments(field, filter, order)} { nodes { id } } }`;
        const maxRows = () => maxRowsOf(field, filter, order);
        faults.push(...(await faultsOf(callers.big, query, { maxRows })));
      }
    }
    expect(faults).toEqual([]);
  }, 60_000);

  test.runIf(isCounted(field))(
    'count no more than they have to',
    async () => {
      const faults: string[] = [];
      for (const caller of [callers.big, callers.middle]) {
        for (const filter of filtersOf(field, known).filter((filter) => !filter.includes(SHORT))) {
          const query = `{ list: ${withArguments(field, filter)} { totalCount } }`;
          const maxRows = ({ list }: Answer) => MAX_ROWS + list.totalCount * MAX_ROWS_FOR_EACH_COUNTED;
          // The most of a table's rows are counted best by reading it from end to end.
          faults.push(...(await faultsOf(caller, query, { maxRows, mayScan: true })));
        }
      }
      expect(faults).toEqual([]);
    },
    60_000,
  );

  test.runIf(listsBelow(field).length > 0)(
    'so do the lists of each row',
    async () => {
      const faults: string[] = [];
      for (const below of listsBelow(field)) {
        for (const [index, filter] of filtersOf(below, known).entries()) {
          const orders = ordersOf(below);
          const list = withArguments(below, filter, orders[index % orders.length]!);
          const query = `{ ${name}(first: 20) { nodes { ${list} { nodes { id } totalCount } } } }`;
          const maxRows = () => (filter.includes(SHORT) ? MAX_ROWS_IN_OTHER_ORDER : MAX_ROWS);
          faults.push(...(await faultsOf(callers.big, query, { maxRows })));
        }
      }
      expect(faults).toEqual([]);
    },
    60_000,
  );
});

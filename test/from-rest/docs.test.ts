import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import { callsOf, fieldMapsOf, graphqlOf, namesIn, tablesOf, text } from './document.ts';
import { hiveageFields } from './fields.ts';
import { isThere, operationsNamed } from './names.ts';
import { hiveage, type Row, rows, type System } from './rows.ts';

const systems = Object.keys(rows) as System[];

/** What is in the gateway's own folder, and is no name of the schema. */
const isFile = (name: string) => existsSync(new URL(`../../${name}`, import.meta.url));
const isName = (code: string) => !code.startsWith('/') && !isFile(code);

/** A row of the list as a row of the document's tables would be read. */
const asRead = ({ call, here, notYet = [], unbuilt }: Row) => ({
  call,
  here,
  notYet,
  saysNotYet: notYet.length > 0 || unbuilt !== undefined,
});

describe.each(systems)('the tables of the calls of %s', (system) => {
  const documented = callsOf(text, system).map((row) => ({ ...row, here: row.here.filter(isName) }));

  test('have every call, with what answers it', () => {
    expect(documented).toEqual(rows[system].map(asRead));
  });

  test('name what there is', () => {
    const missing = documented.flatMap(({ here }) => here.filter((name) => !isThere(schema, name)));
    expect(missing).toEqual([]);
  });

  test('say "not yet" of nothing that is there', () => {
    const built = documented.flatMap(({ notYet }) => notYet.filter((name) => isThere(schema, name)));
    const named = rows[system].flatMap(({ unbuilt }) => (unbuilt ? operationsNamed(schema, unbuilt) : []));
    expect([...built, ...named]).toEqual([]);
  });
});

describe("the tables of Hiveage's fields", () => {
  const maps = fieldMapsOf(text);

  test.each(Object.entries(hiveageFields))('have every field of %s', (object, fields) => {
    const map = maps.find((candidate) => candidate.object.replace(/^Hiveage /, '') === object);
    expect(map?.rows.flatMap((row) => row.fields).sort()).toEqual([...fields].sort());
  });

  test.each(maps.map((map) => [map.object, map] as const))('name what there is of %s', (_, map) => {
    const names = map.rows.flatMap(({ here }) => here);
    expect(names.filter((name) => !isThere(schema, name, map.typenames))).toEqual([]);
    expect(map.typenames.filter((name) => !schema.getType(name))).toEqual([]);
  });
});

test('whatever else the document names is there', () => {
  const fields = new Set(Object.values(schema.getTypeMap()).flatMap(fieldNamesOf));
  const names = namesIn(text).filter((name) => !fields.has(name));
  expect(names.filter((name) => !isThere(schema, name))).toEqual([]);
});

function fieldNamesOf(type: object): string[] {
  if (!('getFields' in type)) return [];
  const fields = Object.values((type.getFields as () => Record<string, { name: string; args?: [] }>)());
  return fields.flatMap(({ name, args = [] }) => [name, ...args.map((arg: { name: string }) => arg.name)]);
}

test('what the document shows in GraphQL can be run', () => {
  const documents = graphqlOf(text);
  expect(documents.length).toBeGreaterThan(0);
  expect(documents.flatMap((source) => validate(schema, parse(source)).map(String))).toEqual([]);
});

test('each table is read as one of calls or as one of fields', () => {
  const calls = tablesOf(text).filter(({ header }) => header[0] === 'Call');
  expect(tablesOf(text)).toHaveLength(calls.length + fieldMapsOf(text).length);
  expect(fieldMapsOf(text)).toHaveLength(Object.keys(hiveageFields).length);
});

test("each group of Hiveage's calls has its file, which does all of it", () => {
  const folder = new URL('./', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
  const done = files.flatMap((file) =>
    Array.from(
      readFileSync(new URL(file, folder), 'utf8').matchAll(/^ {2}testRows\('([\w-]+)'/gm),
      ([, group]) => `${group} in ${file}`,
    ),
  );
  expect(done.sort()).toEqual(
    Object.keys(hiveage)
      .map((group) => `${group} in ${group}.test.ts`)
      .sort(),
  );
});

describe('these rules can be broken', () => {
  const small = buildSchema(`
    type Query { invoice(by: Int): Invoice orders: [Invoice] }
    type Mutation { createInvoice: Invoice }
    type Invoice { id: ID! state: State total: Money }
    type Money { amount: String }
    enum State { PAID }
  `);

  test.each([
    'Invoice',
    'Query.invoice',
    'Query.invoice(by:)',
    'Query.invoice.total.amount',
    'Query.orders.id',
    'createInvoice',
    'createInvoice.id',
    'PAID',
    'State.PAID',
    'UNAUTHENTICATED',
  ])('%s is there', (name) => {
    expect(isThere(small, name)).toBe(true);
  });

  test.each([
    'Estimate',
    'Query.estimate',
    'Query.invoice(id:)',
    'Invoice.total.currency',
    'Invoice.id.more',
    'trashInvoice',
    'invoice',
    'VOID',
    'State.VOID',
    'PAID.more',
    'State.PAID.more',
    'a few words',
    '',
  ])('%s is not there', (name) => {
    expect(isThere(small, name)).toBe(false);
  });

  test('a field without its type is one of the types that are given', () => {
    expect(isThere(small, 'total.amount', ['Money', 'Invoice'])).toBe(true);
    expect(isThere(small, 'total.amount', ['Money'])).toBe(false);
  });

  test('an operation is found by a word of its name', () => {
    expect(operationsNamed(small, 'order')).toEqual(['orders']);
    expect(operationsNamed(small, 'Invoice')).toEqual(['invoice', 'createInvoice']);
    expect(operationsNamed(small, 'stock')).toEqual([]);
  });

  const document = `
## Billbee

\`Some.prose\`, \`someField\` and \`some_field\`

| Call | Here | To know |
| --- | --- | --- |
| \`GET orders\`, all | \`Query.orders\`; states not yet (\`Query.states\`) | \`Order.state\` |
| stock | not yet | |

| Hiveage \`order\` | \`Order\` | To know |
| --- | --- | --- |
| \`old_name\` | \`newName\` | |

\`\`\`graphql
{ orders }
\`\`\`

## Billmora
`;

  test('tables are read', () => {
    expect(callsOf(document, 'Billbee')).toEqual([
      { call: 'GET orders, all', here: ['Query.orders'], notYet: ['Query.states'], saysNotYet: true },
      { call: 'stock', here: [], notYet: [], saysNotYet: true },
    ]);
    expect(callsOf(document, 'Billmora')).toEqual([]);
    expect(fieldMapsOf(document)).toEqual([
      { object: 'Hiveage order', typenames: ['Order'], rows: [{ fields: ['old_name'], here: ['newName'] }] },
    ]);
  });

  test('names and GraphQL are found', () => {
    expect(namesIn(document)).toEqual(['Some.prose', 'someField', 'Order.state']);
    expect(graphqlOf(document)).toEqual(['{ orders }\n']);
  });
});

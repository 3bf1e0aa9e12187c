import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Conditions } from '../../src/platform/postgres/conditions.ts';
import { textHolds } from '../../src/platform/postgres/search.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

interface Texts {
  first: string;
  second: string | null;
}

async function isFound(search: string, { first, second }: Texts): Promise<boolean> {
  const { sql, value } = textHolds(search, ['first', 'second']);
  const values: unknown[] = [second];
  const condition = new Conditions().add(sql, value).render((value) => `$${values.push(value)}`);
  const { rows } = await client.query(
    `SELECT 1 FROM (SELECT '${first.replaceAll("'", "''")}' AS first, $1::text AS second) AS t WHERE true${condition}`,
    values,
  );
  return rows.length === 1;
}

/** Few signs, so that they meet: among them those that mean something in patterns. */
const text = fc.string({ unit: fc.constantFrom(...'aAbB1%_\\- é'), maxLength: 8 });

test('a search finds what holds it, whatever its case and its signs, and nothing across two texts', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, text, fc.boolean(), async (search, first, second, hasSecond) => {
      const texts = { first, second: hasSecond ? second : null };
      const holds = [first, texts.second ?? ''].some((each) =>
        each.toLowerCase().includes(search.toLowerCase()),
      );
      expect(await isFound(search, texts)).toBe(holds);
    }),
    { numRuns: 500 },
  );
});

test.each<[string, string, boolean]>([
  ['100%', 'Discount of 100%', true],
  ['100%', '1000', false],
  ['o_no', 'PO_NO 5', true],
  ['o_no', 'POXNO 5', false],
  ['c:\\new', 'C:\\New folder', true],
  ['new\\', 'C:\\new\\', true],
  ['zoë', 'ZOË', true],
  ['кошка', 'Чёрная КОШКА', true],
])('%s in %s: %s', async (search, first, expected) => {
  expect(await isFound(search, { first, second: null })).toBe(expected);
});

import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { type Invoice, Prisma, type PrismaClient } from '../../src/generated/prisma/client.ts';
import { type AccountReader, readAccount } from '../../src/platform/postgres/account-reader.ts';
import type { batchedReads } from '../../src/platform/postgres/batched-reads.ts';
import { Conditions } from '../../src/platform/postgres/conditions.ts';
import type { ExtendedClient } from '../../src/platform/postgres/database.ts';
import { dateColumn, idColumn } from '../../src/platform/postgres/key-columns.ts';
import { type Column, everyColumn } from '../../src/platform/postgres/model-columns.ts';
import { captureReads, type Statement } from '../lists/plans.ts';
import { useGateway } from '../support/gateway.ts';
import { createWorld } from '../support/world.ts';

const gateway = useGateway();
let prisma: ExtendedClient;
let statements: Statement[];
/** Two accounts with rows in every table. */
let own: AccountReader;
let other: AccountReader;
beforeAll(async () => {
  const { database } = gateway.gateway;
  prisma = database.prisma;
  const uuids = [];
  for (let count = 0; count < 2; count += 1) {
    const { caller } = await createWorld(gateway);
    const connection = await caller.createOrganization();
    await caller.createInvoice({
      connectionId: connection.id,
      paymentOptions: ['PAYPAL', 'CASH'],
      lineItems: [{ item: { description: 'Desk', price: '2.50', quantity: '2' } }],
      taxes: [{ name: 'VAT', rate: { percent: '5.5' } }],
    });
    const accountId = caller.accountId.split('_')[1]!;
    uuids.push(accountId);
    await addUnworldlyRows(accountId);
  }
  [own, other] = uuids.map((accountId) => readAccount(database, accountId)) as [AccountReader, AccountReader];
  statements = captureReads(gateway);
});

/** Rows of the tables that a world leaves empty, as no object is made of them. */
async function addUnworldlyRows(accountId: string): Promise<void> {
  const template = { kind: 'STATEMENT', language: 'EN_US', subject: 'Invoice', message: 'Hello' } as const;
  await prisma.messageTemplate.create({ data: { accountId, ...template } });
  await prisma.idempotencyKey.create({
    data: {
      ...{ accountId, key: 'key', apiKeyId: randomUUID(), requestHash: Uint8Array.of(0, 127, 255) },
      expiresAt: new Date('2026-01-16T09:00:00.123Z'),
      outcomes: { create: { responseKey: 'createInvoice', content: '{}', isEncrypted: false } },
    },
  });
}

const select = { id: true, statementNo: true } as const;
const byDate = { name: 'DATE', columns: [dateColumn('date'), idColumn()] };
const firstPage = { size: 100, backward: false, position: null };

function invoicesOf({ accountId }: AccountReader) {
  return prisma.invoice.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' } });
}

describe('findManyByIds', () => {
  test('returns a row for each id, in their order, with the selected columns', async () => {
    const ids = (await invoicesOf(own)).map(({ id }) => id).reverse();
    const rows = await prisma.invoice.findManyByIds({ reader: own, ids, select });
    expect(rows.map((row) => row?.id)).toEqual(ids);
    expect(Object.keys(rows[0]!)).toEqual(['id', 'statementNo']);
  });

  test("returns null for a row that is missing, and for another account's", async () => {
    const [mine, theirs] = [(await invoicesOf(own))[0]!, (await invoicesOf(other))[0]!];
    const ids = [theirs.id, randomUUID(), mine.id];
    const rows = await prisma.invoice.findManyByIds({ reader: own, ids, select });
    expect(rows).toEqual([null, null, { id: mine.id, statementNo: mine.statementNo }]);
  });

  test('tells rows apart without their ids being selected', async () => {
    const [{ id, state }] = (await invoicesOf(own)) as [Invoice];
    const rows = await prisma.invoice.findManyByIds({ reader: own, ids: [id], select: { state: true } });
    expect(rows).toEqual([{ id, state }]);
  });
});

describe('findManyBy', () => {
  test("returns each value's rows in order, and none of another account's", async () => {
    const [mine, theirs] = [await invoicesOf(own), await invoicesOf(other)];
    const values = [theirs[0]!.id, mine[0]!.id, randomUUID()];
    const rows = await prisma.lineItem.findManyBy({
      reader: own,
      column: 'invoiceId',
      values,
      select: { id: true },
      orderBy: ['sortOrder'],
    });
    const lines = await prisma.lineItem.findMany({
      where: { accountId: own.accountId, invoiceId: mine[0]!.id },
      select: { id: true, invoiceId: true },
      orderBy: { sortOrder: 'asc' },
    });
    expect(lines.length).toBeGreaterThan(0);
    expect(rows).toEqual([[], lines, []]);
  });

  test('reads decimals as exact texts when asked to', async () => {
    const query = {
      reader: own,
      column: 'accountId',
      values: [own.accountId],
      select: { price: true },
    } as const;
    const [decimals, texts] = [
      await prisma.lineItem.findManyBy(query),
      await prisma.lineItem.findManyBy({ ...query, decimals: 'text' }),
    ];
    expectTypeOf(decimals[0]![0]!).toEqualTypeOf<{ price: Prisma.Decimal | null }>();
    expectTypeOf(texts[0]![0]!).toEqualTypeOf<{ price: string | null }>();
    const prices = texts[0]!.map(({ price }) => price).filter((price) => price !== null);
    expect(prices.length).toBeGreaterThan(0);
    expect(prices.every((price) => /^\d+\.\d{6}$/.test(price))).toBe(true);
    expect(decimals[0]!.map(({ price }) => price?.toFixed(6) ?? null)).toEqual(
      texts[0]!.map((row) => row.price),
    );
  });
});

const models = Object.values(Prisma.ModelName).filter((name) => name !== 'Account');

test.each(models)('%s: a row has the shape that findMany gives it', async (model) => {
  // All models have the same methods; to the compiler they are of many types.
  const delegate = prisma[`${model.charAt(0).toLowerCase()}${model.slice(1)}` as 'invoice'];
  const { accountId } = own;
  const expected = await delegate.findMany({ where: { accountId } });
  const [rows] = await delegate.findManyBy({
    reader: own,
    column: 'accountId',
    values: [accountId],
    select: everyColumn(Prisma[`${model}ScalarFieldEnum` as 'InvoiceScalarFieldEnum']),
  });
  const sorted = (list: object[]) => list.map((row) => inspect(row)).sort();
  expect(expected.length).toBeGreaterThan(0);
  expect(sorted(rows!)).toEqual(sorted(expected));
});

describe('an account', () => {
  test('is the first condition of every statement, and its id the first value', async () => {
    statements.length = 0;
    const list = prisma.invoice.paginate({
      reader: own,
      select: everyColumn(Prisma.InvoiceScalarFieldEnum),
      order: byDate,
      descending: true,
    });
    const [{ id, connectionId }] = (await invoicesOf(own)) as [Invoice];
    const parents = { column: 'connectionId', ids: [connectionId] };
    await prisma.invoice.findManyByIds({ reader: own, ids: [id], select });
    await prisma.invoice.findManyBy({ reader: own, column: 'hashKey', values: ['x'], select });
    await list.findPage(firstPage);
    await list.findPageOfEach(parents, firstPage);
    await list.count();
    await list.countOfEach(parents);
    await own.rows({ select: '1', from: 'Event', where: new Conditions().add('t.seq = ?', 1) });

    expect(statements).toHaveLength(7);
    for (const { text, values } of statements) {
      expect(text).toMatch(/FROM "\w+" AS t WHERE t\."accountId" = \$1(?: AND \(|$| GROUP| ORDER)/);
      expect(values[0]).toBe(own.accountId);
    }
  });

  test('holds whatever a condition says', async () => {
    const conditions = new Conditions().add('t."statementNo" = ? OR true', 'x').add('true OR false');
    const list = prisma.invoice.paginate({
      reader: own,
      select: everyColumn(Prisma.InvoiceScalarFieldEnum),
      conditions,
      order: byDate,
      descending: true,
    });
    const { rows } = await list.findPage(firstPage);
    expect(new Set(rows.map(({ accountId }) => accountId))).toEqual(new Set([own.accountId]));
    expect(await list.count()).toBe((await invoicesOf(own)).length);
    const theirs = (await invoicesOf(other))[0]!.connectionId;
    expect(await list.countOfEach({ column: 'connectionId', ids: [theirs] })).toEqual([0]);
    const [slice] = await list.findPageOfEach({ column: 'connectionId', ids: [theirs] }, firstPage);
    expect(slice!.rows).toEqual([]);
  });
});

test('a reader whose caller is gone sends nothing', async () => {
  statements.length = 0;
  const gone = readAccount(gateway.gateway.database, own.accountId, () => {
    throw new Error('The caller is gone.');
  });
  const read = prisma.invoice.findManyByIds({ reader: gone, ids: [randomUUID()], select });
  await expect(read).rejects.toThrow('The caller is gone.');
  expect(statements).toEqual([]);
});

test('a statement of the same shape has the same text, so that it stays prepared', async () => {
  statements.length = 0;
  for (const ids of [[randomUUID()], [randomUUID(), randomUUID()]]) {
    await prisma.invoice.findManyByIds({ reader: own, ids, select: { id: true, statementNo: true } });
  }
  expect(new Set(statements.map(({ text }) => text)).size).toBe(1);
});

test('types: the select decides the row, and only columns are selected', async () => {
  type Invoices = PrismaClient['invoice'];
  const [row] = await prisma.invoice.findManyByIds({ reader: own, ids: [randomUUID()], select });
  expectTypeOf(row!).toEqualTypeOf<{ id: string; statementNo: string }>();
  expectTypeOf<Column<Invoices>>().toEqualTypeOf<Prisma.InvoiceScalarFieldEnum>();
  expectTypeOf<'lineItems'>().not.toExtend<Column<Invoices>>();

  const whole = prisma.invoice.findManyByIds({
    reader: own,
    ids: [],
    select: everyColumn(Prisma.InvoiceScalarFieldEnum),
  });
  expectTypeOf(whole).resolves.toEqualTypeOf<(Invoice | null)[]>();

  // The account cannot be forgotten.
  type Query = Parameters<typeof batchedReads.findManyByIds>[0];
  expectTypeOf<{ ids: string[]; select: Record<never, true> }>().not.toExtend<Query>();
  expectTypeOf<Query['reader']>().toEqualTypeOf<AccountReader>();
  // Nor is there anything to bind on the account itself.
  expectTypeOf<ExtendedClient['invoice']>().toExtend<typeof batchedReads>();
  expectTypeOf<ExtendedClient['account']>().not.toExtend<typeof batchedReads>();
});

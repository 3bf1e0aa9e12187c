import DataLoader from 'dataloader';
import {
  type Connection,
  type ConnectionCategory,
  type Contact,
  Prisma,
} from '../generated/prisma/client.ts';
import { requireInstant, requireStorable } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { loadPage, loadPageOf, type Page, type PageArgs } from '../graphql/pages.ts';
import type { ColumnMap } from '../graphql/selection.ts';
import { idColumn, textColumn } from '../platform/postgres/key-columns.ts';
import { Conditions, type Keyset } from '../platform/postgres/keyset.ts';
import { hasTrigram, SEARCHED, textHolds } from '../platform/postgres/search.ts';

export const connectionColumns: ColumnMap = {
  columns: Object.keys(Prisma.ConnectionScalarFieldEnum),
  always: ['id', 'category'],
  fields: {
    address: ['street', 'city', 'state', 'zipCode', 'countryCode'],
    primaryContact: ['firstName', 'lastName', 'primaryContactFirstName', 'primaryContactLastName'],
    contacts: [],
    invoices: [],
    estimates: [],
    recurringInvoices: [],
    outstanding: [],
  },
};

export const loadConnection = rowLoader<Connection>(
  'connection',
  ({ reader }, ids, columns = connectionColumns.columns) =>
    reader.rows(
      `SELECT ${columns.map((column) => `"${column}"`).join(', ')} FROM "Connection"` +
        ' WHERE "accountId" = $1 AND id = ANY($2::uuid[])',
      [ids],
    ),
);

export const loadContact = rowLoader<Contact>('contact', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "Contact" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
);

/** By its hash key, which is unique in the account. */
export async function findConnectionByHashKey(
  { reader }: Context,
  hashKey: string,
): Promise<Connection | null> {
  requireStorable(hashKey, 'by.hashKey');
  const sql = 'SELECT * FROM "Connection" WHERE "accountId" = $1 AND "hashKey" = $2';
  const [connection] = await reader.rows<Connection>(sql, [hashKey]);
  return connection ?? null;
}

const byName: Keyset<Connection> = { name: 'NAME', columns: [textColumn('displayName'), idColumn()] };
const byFirstName: Keyset<Contact> = { name: 'FIRST_NAME', columns: [textColumn('firstName'), idColumn()] };

export interface ConnectionFilter {
  search?: string | null;
  category?: ConnectionCategory | null;
  trashed?: boolean | null;
  updatedSince?: string | null;
}

export type SortDirection = 'ASC' | 'DESC';

export function loadConnections(
  context: Context,
  {
    filter,
    direction,
    ...page
  }: PageArgs & { filter?: ConnectionFilter | null; direction?: SortDirection | null },
): Promise<Page<Connection>> {
  const { search, category, trashed, updatedSince } = filter ?? {};
  const conditions = new Conditions().add(`t."trashedAt" IS ${trashed ? 'NOT NULL' : 'NULL'}`);
  if (search) {
    const { sql, value } = textHolds(requireStorable(search, 'filter.search'), SEARCHED.Connection);
    conditions.add(sql, value).unprepared = true;
  }
  if (category) conditions.add('t.category = ?::"ConnectionCategory"', category);
  if (updatedSince) conditions.add('t."updatedAt" >= ?', requireInstant(updatedSince, 'filter.updatedSince'));
  const source = { table: 'Connection', conditions, order: byName, descending: direction === 'DESC' };
  return loadPage(context, source, page);
}

export function loadContactsOf(
  context: Context,
  connectionId: string,
  { direction, ...page }: PageArgs & { direction?: SortDirection | null },
): Promise<Page<Contact>> {
  const descending = direction === 'DESC';
  const source = { table: 'Contact', conditions: new Conditions(), order: byFirstName, descending };
  const list = { name: `contacts:${descending}`, column: 'connectionId', id: connectionId } as const;
  return loadPageOf(context, list, source, page);
}

const MAX_NAMED = 500;

/** The connections whose names hold a text; null where they are too many, or the text too short, to be listed. */
function loadConnectionsNamed(context: Context, search: string): Promise<string[] | null> {
  if (!hasTrigram(search)) return Promise.resolve(null);
  const read = async (text: string) => {
    // By the index, which is of name and email, and of what that finds by the name alone.
    const [either, name] = [textHolds(text, SEARCHED.Connection), textHolds(text, ['displayName'])];
    const conditions = new Conditions().add(either.sql, either.value).add(name.sql, name.value);
    const values: unknown[] = [];
    const rows = await context.reader.rows<{ id: string }>(
      `SELECT t.id FROM "Connection" AS t WHERE t."accountId" = $1${conditions.render(values)} LIMIT ${MAX_NAMED + 1}`,
      values,
      { unprepared: true },
    );
    return rows.length > MAX_NAMED ? null : rows.map(({ id }) => id);
  };
  return context
    .loader<string, string[] | null>(
      'connectionsNamed',
      () => new DataLoader((all) => Promise.all(all.map(read))),
    )
    .load(search);
}

/**
 * Holds a list of statements to a search: that one of a statement's texts holds it, or its connection's name.
 * A few connections are named by their ids, so that an index finds their statements; a name that so many have
 * is met soon in any order.
 */
export async function addStatementSearch(
  context: Context,
  conditions: Conditions,
  { search, columns }: { search: string; columns: readonly string[] },
): Promise<void> {
  conditions.unprepared = true;
  const own = textHolds(requireStorable(search, 'filter.search'), columns);
  const connectionIds = await loadConnectionsNamed(context, search);
  if (connectionIds) {
    conditions.add(`(${own.sql} OR t."connectionId" = ANY(?::uuid[]))`, own.value, connectionIds);
  } else {
    const name = textHolds(search, ['displayName'], 'c');
    conditions.add(
      `(${own.sql} OR EXISTS (SELECT 1 FROM "Connection" AS c` +
        ` WHERE c."accountId" = $1 AND c.id = t."connectionId" AND ${name.sql}))`,
      own.value,
      name.value,
    );
  }
}

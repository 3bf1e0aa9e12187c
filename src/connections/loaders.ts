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
import { idColumn, textColumn } from '../platform/key-columns.ts';
import { Conditions, type Keyset } from '../platform/keyset.ts';

export const connectionColumns: ColumnMap = {
  columns: Object.keys(Prisma.ConnectionScalarFieldEnum),
  always: ['id', 'category'],
  fields: {
    address: ['street', 'city', 'state', 'zipCode', 'countryCode'],
    primaryContact: ['firstName', 'lastName', 'primaryContactFirstName', 'primaryContactLastName'],
    contacts: [],
    invoices: [],
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
    requireStorable(search, 'filter.search');
    conditions.add(
      '(position(lower(?) in lower(t."displayName")) > 0 OR position(lower(?) in lower(t."businessEmail")) > 0)',
      search,
      search,
    );
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

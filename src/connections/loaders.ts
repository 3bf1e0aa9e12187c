import DataLoader from 'dataloader';
import {
  type Connection,
  type ConnectionCategory,
  type Contact,
  Prisma,
} from '../generated/prisma/client.ts';
import { requireInstant, requireStorable } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { loadPage, loadPageOf } from '../graphql/load-page.ts';
import { rowLoader } from '../graphql/nodes.ts';
import type { Page, PageArgs } from '../graphql/pages.ts';
import type { ColumnMap } from '../graphql/selection.ts';
import { Conditions } from '../platform/postgres/conditions.ts';
import { idColumn, textColumn } from '../platform/postgres/key-columns.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';
import { hasTrigram, SEARCHED, textHolds } from '../platform/postgres/search.ts';

export const connectionColumns: ColumnMap<Prisma.ConnectionScalarFieldEnum> = {
  columns: everyColumn(Prisma.ConnectionScalarFieldEnum),
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

export const loadConnection = rowLoader(
  'connection',
  connectionColumns.columns,
  ({ prisma, reader }, ids, select) => prisma.connection.findManyByIds({ reader, ids, select }),
);

const contactColumns = everyColumn(Prisma.ContactScalarFieldEnum);

export const loadContact = rowLoader('contact', contactColumns, ({ prisma, reader }, ids, select) =>
  prisma.contact.findManyByIds({ reader, ids, select }),
);

/** Finds a connection by its hash key, which is unique in the account. */
export async function findConnectionByHashKey(
  { prisma, reader }: Context,
  hashKey: string,
): Promise<Connection | null> {
  requireStorable(hashKey, 'by.hashKey');
  const [found] = await prisma.connection.findManyBy({
    reader,
    column: 'hashKey',
    values: [hashKey],
    select: connectionColumns.columns,
  });
  return found?.[0] ?? null;
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
  const { prisma, reader } = context;
  const list = prisma.connection.paginate({
    reader,
    select: connectionColumns.columns,
    conditions,
    order: byName,
    descending: direction === 'DESC',
  });
  return loadPage(list, page);
}

export function loadContactsOf(
  context: Context,
  connectionId: string,
  { direction, ...page }: PageArgs & { direction?: SortDirection | null },
): Promise<Page<Contact>> {
  const descending = direction === 'DESC';
  const { prisma, reader } = context;
  const list = prisma.contact.paginate({ reader, select: contactColumns, order: byFirstName, descending });
  const parent = { name: `contacts:${descending}`, column: 'connectionId', id: connectionId } as const;
  return loadPageOf(context, parent, list, page);
}

const MAX_NAMED = 500;

/** Returns the ids of connections whose names contain the text; null if there are more than 500, or if it is too short. */
export function loadConnectionsNamed(context: Context, search: string): Promise<string[] | null> {
  if (!hasTrigram(search)) return Promise.resolve(null);
  const loader = context.loader<string, string[] | null>(
    'connectionsNamed',
    () => new DataLoader((all) => Promise.all(all.map((text) => findConnectionsNamed(context, text)))),
  );
  return loader.load(search);
}

async function findConnectionsNamed({ reader }: Context, text: string): Promise<string[] | null> {
  // The first condition uses the index, which covers name and email; the second keeps only matches by name.
  const [either, name] = [textHolds(text, SEARCHED.Connection), textHolds(text, ['displayName'])];
  const where = new Conditions().add(either.sql, either.value).add(name.sql, name.value);
  where.unprepared = true;
  const rows = await reader.rows<Pick<Connection, 'id'>>({
    select: 't.id',
    from: 'Connection',
    where,
    rest: `LIMIT ${MAX_NAMED + 1}`,
  });
  return rows.length > MAX_NAMED ? null : rows.map(({ id }) => id);
}

import { addStatementSearch } from '../connections/loaders.ts';
import type { Invoice } from '../generated/prisma/client.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { InvoiceState } from '../generated/prisma/enums.ts';
import { addDateRange, type DateRange, requireInstant, requireStorable } from '../graphql/arguments.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { loadPage, loadPageOf, type Page, type PageArgs } from '../graphql/pages.ts';
import type { ColumnMap } from '../graphql/selection.ts';
import { dateOf } from '../platform/clock.ts';
import {
  dateColumn,
  enumColumn,
  idColumn,
  instantColumn,
  textColumn,
} from '../platform/postgres/key-columns.ts';
import { Conditions, type Keyset, type RowSource } from '../platform/postgres/keyset.ts';
import { SEARCHED } from '../platform/postgres/search.ts';
import { columnList } from '../statements/loaders.ts';
import { idOf } from '../values/global-id.ts';
import { formatDate } from '../values/input-check.ts';
import type { Money } from '../values/money.ts';
import { OWED } from './invoice-state.ts';

export const invoiceColumns: ColumnMap = {
  columns: Object.keys(Prisma.InvoiceScalarFieldEnum),
  // Among them what a list may be ordered by, for the cursors.
  always: ['id', 'connectionId', 'currency', 'date', 'statementNo', 'state', 'createdAt'],
  fields: {
    connection: [],
    isOverdue: ['dueDate'],
    totalDue: ['billedTotalMinor', 'paidTotalMinor'],
    lineItems: [],
    taxes: [],
    discounts: [],
    shippingAmounts: [],
    payments: [],
    estimate: ['estimateId'],
    recurringInvoice: ['recurringInvoiceId'],
    deliveries: [],
    publicUrl: ['hashKey'],
    pdfUrl: ['hashKey'],
  },
};

const allInvoiceColumns = columnList(invoiceColumns.columns);

export const loadInvoice = rowLoader<Invoice>('invoice', ({ reader }, ids) =>
  reader.rows(
    `SELECT ${allInvoiceColumns} FROM "Invoice" AS t WHERE t."accountId" = $1 AND t.id = ANY($2::uuid[])`,
    [ids],
  ),
);

/** By what is unique in the account besides the id. */
export async function findInvoice(
  { reader }: Context,
  column: 'hashKey' | 'statementNo',
  value: string,
): Promise<Invoice | null> {
  requireStorable(value, `by.${column}`);
  const [invoice] = await reader.rows<Invoice>(
    `SELECT ${allInvoiceColumns} FROM "Invoice" AS t WHERE t."accountId" = $1 AND t."${column}" = $2`,
    [value],
  );
  return invoice ?? null;
}

interface OutstandingRow {
  connectionId: string;
  currency: string;
  minor: string;
}

const outstanding = {
  name: 'outstanding',
  parent: 'connectionId',
  sql:
    'SELECT "connectionId", currency, sum("billedTotalMinor" - "paidTotalMinor")::text AS minor FROM "Invoice"' +
    ' WHERE "accountId" = $1 AND "connectionId" = ANY($2::uuid[])' +
    ' AND "trashedAt" IS NULL AND "sentAt" IS NOT NULL AND "billedTotalMinor" > "paidTotalMinor"' +
    ' GROUP BY "connectionId", currency ORDER BY currency',
} as const;

/** What each connection owes, one sum per currency, over its untrashed invoices that were sent. */
export function loadOutstanding(context: Context, connectionId: string): Promise<Money[]> {
  return loadChildren<OutstandingRow, Money[]>(context, connectionId, outstanding, (rows) =>
    rows.map(({ currency, minor }) => ({ minor: BigInt(minor), currency })),
  );
}

const orders = {
  DATE: { name: 'DATE', columns: [dateColumn('date'), idColumn()] },
  STATEMENT_NO: { name: 'STATEMENT_NO', columns: [textColumn('statementNo'), idColumn()] },
  STATE: { name: 'STATE', columns: [enumColumn('state', 'InvoiceState', InvoiceState), idColumn()] },
  CREATED_AT: { name: 'CREATED_AT', columns: [instantColumn('createdAt'), idColumn()] },
} satisfies Record<string, Keyset<Invoice>>;

export type InvoiceOrderField = keyof typeof orders;

export interface InvoiceFilter {
  search?: string | null;
  states?: InvoiceState[] | null;
  connectionId?: string | null;
  isOverdue?: boolean | null;
  currency?: string | null;
  date?: DateRange | null;
  dueDate?: DateRange | null;
  trashed?: boolean | null;
  updatedSince?: string | null;
}

export interface InvoiceListArgs extends PageArgs {
  filter?: InvoiceFilter | null;
  orderBy?: { field: InvoiceOrderField; direction: 'ASC' | 'DESC' } | null;
}

export async function loadInvoices(
  context: Context,
  { filter, orderBy, ...page }: InvoiceListArgs,
  columns: readonly string[],
): Promise<Page<Invoice>> {
  return loadPage(
    context,
    { ...(await invoiceSource(context, filter ?? {}, orderBy)), columns: columnList(columns) },
    page,
  );
}

export async function loadInvoicesOf(
  context: Context,
  parent: { column: 'connectionId' | 'recurringInvoiceId'; id: string },
  { filter, orderBy, ...page }: InvoiceListArgs,
  selected: readonly string[],
): Promise<Page<Invoice>> {
  // Each row has to tell whose it is.
  const columns = selected.includes(parent.column) ? selected : [...selected, parent.column];
  const name = `invoices:${parent.column}:${columns.join()}:${JSON.stringify([filter, orderBy])}`;
  const source = { ...(await invoiceSource(context, filter ?? {}, orderBy)), columns: columnList(columns) };
  return loadPageOf(context, { name, ...parent }, source, page);
}

async function invoiceSource(
  context: Context,
  filter: InvoiceFilter,
  orderBy: InvoiceListArgs['orderBy'],
): Promise<RowSource<Invoice>> {
  return {
    table: 'Invoice',
    conditions: await invoiceConditions(context, filter),
    order: orders[orderBy?.field ?? 'DATE'],
    // The newest first, when nothing is said.
    descending: (orderBy?.direction ?? 'DESC') === 'DESC',
  };
}

async function invoiceConditions(context: Context, filter: InvoiceFilter): Promise<Conditions> {
  const { search, states, connectionId, currency, date, dueDate, trashed, updatedSince } = filter;
  const conditions = new Conditions().add(`t."trashedAt" IS ${trashed ? 'NOT NULL' : 'NULL'}`);
  if (search) await addStatementSearch(context, conditions, { search, columns: SEARCHED.Invoice });
  if (states) conditions.add('t.state = ANY(?::"InvoiceState"[])', states);
  if (connectionId != null) {
    conditions.add('t."connectionId" = ?::uuid', idOf(connectionId, 'Organization', 'Individual'));
  }
  if (currency) conditions.add('t.currency = ?', requireStorable(currency, 'filter.currency'));
  addDateRange(conditions, 'date', date);
  addDateRange(conditions, 'dueDate', dueDate);
  if (updatedSince) conditions.add('t."updatedAt" >= ?', requireInstant(updatedSince, 'filter.updatedSince'));
  if (filter.isOverdue != null) {
    conditions.add(
      `${filter.isOverdue ? '' : 'NOT '}(t.state = ANY(?::"InvoiceState"[]) AND t."dueDate" < ?::date)`,
      OWED,
      formatDate(dateOf(context.gateway.clock.now())),
    );
  }
  return conditions;
}

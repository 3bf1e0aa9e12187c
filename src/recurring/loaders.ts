import { addStatementSearch } from '../connections/loaders.ts';
import { Prisma, type RecurringInvoice } from '../generated/prisma/client.ts';
import { IntervalUnit, RecurringInvoiceState } from '../generated/prisma/enums.ts';
import { requireStorable } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { loadPage, loadPageOf, type Page, type PageArgs } from '../graphql/pages.ts';
import type { ColumnMap } from '../graphql/selection.ts';
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

export const profileColumns: ColumnMap = {
  columns: Object.keys(Prisma.RecurringInvoiceScalarFieldEnum),
  // Among them what a list may be ordered by, for the cursors.
  always: [
    ...['id', 'connectionId', 'currency', 'profileName', 'nextBillingDate', 'state', 'intervalUnit'],
    'createdAt',
  ],
  fields: {
    connection: [],
    lineItems: [],
    taxes: [],
    discounts: [],
    shippingAmounts: [],
    invoices: [],
  },
};

const allColumns = columnList(profileColumns.columns);

export const loadRecurringInvoice = rowLoader<RecurringInvoice>('recurringInvoice', ({ reader }, ids) =>
  reader.rows(
    `SELECT ${allColumns} FROM "RecurringInvoice" AS t WHERE t."accountId" = $1 AND t.id = ANY($2::uuid[])`,
    [ids],
  ),
);

/** By its hash key, which is unique in the account. */
export async function findRecurringInvoice(
  { reader }: Context,
  hashKey: string,
): Promise<RecurringInvoice | null> {
  requireStorable(hashKey, 'by.hashKey');
  const [profile] = await reader.rows<RecurringInvoice>(
    `SELECT ${allColumns} FROM "RecurringInvoice" AS t WHERE t."accountId" = $1 AND t."hashKey" = $2`,
    [hashKey],
  );
  return profile ?? null;
}

const orders = {
  PROFILE_NAME: { name: 'PROFILE_NAME', columns: [textColumn('profileName'), idColumn()] },
  NEXT_BILLING_DATE: { name: 'NEXT_BILLING_DATE', columns: [dateColumn('nextBillingDate'), idColumn()] },
  STATE: {
    name: 'STATE',
    columns: [enumColumn('state', 'RecurringInvoiceState', RecurringInvoiceState), idColumn()],
  },
  INTERVAL_UNIT: {
    name: 'INTERVAL_UNIT',
    columns: [enumColumn('intervalUnit', 'IntervalUnit', IntervalUnit), idColumn()],
  },
  CREATED_AT: { name: 'CREATED_AT', columns: [instantColumn('createdAt'), idColumn()] },
} satisfies Record<string, Keyset<RecurringInvoice>>;

export interface RecurringInvoiceFilter {
  search?: string | null;
  states?: RecurringInvoiceState[] | null;
  connectionId?: string | null;
  trashed?: boolean | null;
}

export interface RecurringInvoiceListArgs extends PageArgs {
  filter?: RecurringInvoiceFilter | null;
  orderBy?: { field: keyof typeof orders; direction: 'ASC' | 'DESC' } | null;
}

export async function loadRecurringInvoices(
  context: Context,
  { filter, orderBy, ...page }: RecurringInvoiceListArgs,
  columns: readonly string[],
): Promise<Page<RecurringInvoice>> {
  return loadPage(context, await profileSource(context, { filter, orderBy }, columns), page);
}

export async function loadRecurringInvoicesOf(
  context: Context,
  connectionId: string,
  { filter, orderBy, ...page }: RecurringInvoiceListArgs,
  columns: readonly string[],
): Promise<Page<RecurringInvoice>> {
  const name = `recurringInvoices:${columns.join()}:${JSON.stringify([filter, orderBy])}`;
  const list = { name, column: 'connectionId', id: connectionId } as const;
  return loadPageOf(context, list, await profileSource(context, { filter, orderBy }, columns), page);
}

async function profileSource(
  context: Context,
  { filter, orderBy }: Pick<RecurringInvoiceListArgs, 'filter' | 'orderBy'>,
  columns: readonly string[],
): Promise<RowSource<RecurringInvoice>> {
  return {
    table: 'RecurringInvoice',
    columns: columnList(columns),
    conditions: await profileConditions(context, filter ?? {}),
    order: orders[orderBy?.field ?? 'CREATED_AT'],
    // The newest first, when nothing is said.
    descending: (orderBy?.direction ?? 'DESC') === 'DESC',
  };
}

async function profileConditions(
  context: Context,
  { search, states, connectionId, trashed }: RecurringInvoiceFilter,
): Promise<Conditions> {
  const conditions = new Conditions().add(`t."trashedAt" IS ${trashed ? 'NOT NULL' : 'NULL'}`);
  if (search) await addStatementSearch(context, conditions, { search, columns: SEARCHED.RecurringInvoice });
  if (states) conditions.add('t.state = ANY(?::"RecurringInvoiceState"[])', states);
  if (connectionId != null) {
    conditions.add('t."connectionId" = ?::uuid', idOf(connectionId, 'Organization', 'Individual'));
  }
  return conditions;
}

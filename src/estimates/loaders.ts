import { addStatementSearch } from '../connections/loaders.ts';
import { type Estimate, type Invoice, Prisma } from '../generated/prisma/client.ts';
import { EstimateState } from '../generated/prisma/enums.ts';
import { addDateRange, type DateRange, requireInstant, requireStorable } from '../graphql/arguments.ts';
import { loadChildren } from '../graphql/children.ts';
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

export const estimateColumns: ColumnMap = {
  columns: Object.keys(Prisma.EstimateScalarFieldEnum),
  // Among them what a list may be ordered by, for the cursors.
  always: ['id', 'connectionId', 'currency', 'date', 'statementNo', 'state', 'createdAt'],
  fields: {
    connection: [],
    isExpired: ['expireDate'],
    lineItems: [],
    taxes: [],
    discounts: [],
    shippingAmounts: [],
    deliveries: [],
    invoice: [],
    publicUrl: ['hashKey'],
    pdfUrl: ['hashKey'],
  },
};

export const loadEstimate = rowLoader<Estimate>('estimate', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "Estimate" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
);

/** By what is unique among the account's estimates besides the id. */
export async function findEstimate(
  { reader }: Context,
  column: 'hashKey' | 'statementNo',
  value: string,
): Promise<Estimate | null> {
  requireStorable(value, `by.${column}`);
  const [estimate] = await reader.rows<Estimate>(
    `SELECT * FROM "Estimate" WHERE "accountId" = $1 AND "${column}" = $2`,
    [value],
  );
  return estimate ?? null;
}

const conversions = {
  name: 'Estimate:invoice',
  parent: 'estimateId',
  sql: 'SELECT id, "estimateId" FROM "Invoice" WHERE "accountId" = $1 AND "estimateId" = ANY($2::uuid[])',
} as const;

/** The id of the invoice that was made of an estimate. */
export function loadConversion(context: Context, estimateId: string): Promise<string | null> {
  return loadChildren<Pick<Invoice, 'id' | 'estimateId'>, string | null>(
    context,
    estimateId,
    conversions,
    ([invoice]) => invoice?.id ?? null,
  );
}

const orders = {
  DATE: { name: 'DATE', columns: [dateColumn('date'), idColumn()] },
  STATEMENT_NO: { name: 'STATEMENT_NO', columns: [textColumn('statementNo'), idColumn()] },
  STATE: { name: 'STATE', columns: [enumColumn('state', 'EstimateState', EstimateState), idColumn()] },
  CREATED_AT: { name: 'CREATED_AT', columns: [instantColumn('createdAt'), idColumn()] },
} satisfies Record<string, Keyset<Estimate>>;

export interface EstimateFilter {
  search?: string | null;
  states?: EstimateState[] | null;
  connectionId?: string | null;
  date?: DateRange | null;
  trashed?: boolean | null;
  updatedSince?: string | null;
}

export interface EstimateListArgs extends PageArgs {
  filter?: EstimateFilter | null;
  orderBy?: { field: keyof typeof orders; direction: 'ASC' | 'DESC' } | null;
}

export async function loadEstimates(
  context: Context,
  { filter, orderBy, ...page }: EstimateListArgs,
  columns: readonly string[],
): Promise<Page<Estimate>> {
  return loadPage(context, await estimateSource(context, { filter, orderBy }, columns), page);
}

export async function loadEstimatesOf(
  context: Context,
  connectionId: string,
  { filter, orderBy, ...page }: EstimateListArgs,
  columns: readonly string[],
): Promise<Page<Estimate>> {
  const name = `estimates:${columns.join()}:${JSON.stringify([filter, orderBy])}`;
  const list = { name, column: 'connectionId', id: connectionId } as const;
  return loadPageOf(context, list, await estimateSource(context, { filter, orderBy }, columns), page);
}

async function estimateSource(
  context: Context,
  { filter, orderBy }: Pick<EstimateListArgs, 'filter' | 'orderBy'>,
  columns: readonly string[],
): Promise<RowSource<Estimate>> {
  return {
    table: 'Estimate',
    columns: columnList(columns),
    conditions: await estimateConditions(context, filter ?? {}),
    order: orders[orderBy?.field ?? 'DATE'],
    // The newest first, when nothing is said.
    descending: (orderBy?.direction ?? 'DESC') === 'DESC',
  };
}

async function estimateConditions(context: Context, filter: EstimateFilter): Promise<Conditions> {
  const { search, states, connectionId, date, trashed, updatedSince } = filter;
  const conditions = new Conditions().add(`t."trashedAt" IS ${trashed ? 'NOT NULL' : 'NULL'}`);
  if (search) await addStatementSearch(context, conditions, { search, columns: SEARCHED.Estimate });
  if (states) conditions.add('t.state = ANY(?::"EstimateState"[])', states);
  if (connectionId != null) {
    conditions.add('t."connectionId" = ?::uuid', idOf(connectionId, 'Organization', 'Individual'));
  }
  addDateRange(conditions, 'date', date);
  if (updatedSince) conditions.add('t."updatedAt" >= ?', requireInstant(updatedSince, 'filter.updatedSince'));
  return conditions;
}

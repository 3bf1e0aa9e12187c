import { type Estimate, Prisma } from '../generated/prisma/client.ts';
import { EstimateState } from '../generated/prisma/enums.ts';
import { addDateRange, type DateRange, requireStorable } from '../graphql/arguments.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import type { Page } from '../graphql/pages.ts';
import type { ColumnMap } from '../graphql/selection.ts';
import {
  dateColumn,
  enumColumn,
  idColumn,
  instantColumn,
  textColumn,
} from '../platform/postgres/key-columns.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { everyColumn, type Select } from '../platform/postgres/model-columns.ts';
import { type StatementListArgs, statementList } from '../statements/loaders-list.ts';

export const estimateColumns: ColumnMap<Prisma.EstimateScalarFieldEnum> = {
  columns: everyColumn(Prisma.EstimateScalarFieldEnum),
  // Includes every column that a list can be ordered by, for the cursors.
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

export const loadEstimate = rowLoader(
  'estimate',
  estimateColumns.columns,
  ({ prisma, reader }, ids, select) => prisma.estimate.findManyByIds({ reader, ids, select }),
);

/** Finds an estimate by a unique column other than the id. */
export async function findEstimate(
  { prisma, reader }: Context,
  column: 'hashKey' | 'statementNo',
  value: string,
): Promise<Estimate | null> {
  requireStorable(value, `by.${column}`);
  const select = estimateColumns.columns;
  const [found] = await prisma.estimate.findManyBy({ reader, column, values: [value], select });
  return found?.[0] ?? null;
}

const idOnly = { id: true } as const;

/** Loads the id of the invoice that an estimate was converted to. */
export function loadConversion(context: Context, estimateId: string): Promise<string | null> {
  const { prisma, reader } = context;
  const list = {
    name: 'Estimate:invoice',
    find: (values: readonly string[]) =>
      prisma.invoice.findManyBy({ reader, column: 'estimateId', values, select: idOnly }),
  };
  return loadChildren(context, estimateId, list, ([invoice]) => invoice?.id ?? null);
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

const list = statementList<Estimate, Prisma.EstimateScalarFieldEnum, EstimateFilter, keyof typeof orders>({
  kind: 'Estimate',
  orders,
  defaultOrder: 'DATE',
  addConditions: (conditions, { date }) => addDateRange(conditions, 'date', date),
  paginate: ({ prisma, reader }, query) => prisma.estimate.paginate({ reader, ...query }),
});

export const loadEstimates = list.load;

export function loadEstimatesOf(
  context: Context,
  connectionId: string,
  args: StatementListArgs<EstimateFilter, keyof typeof orders>,
  select: Select<Prisma.EstimateScalarFieldEnum>,
): Promise<Page<Estimate>> {
  return list.loadOf(context, { column: 'connectionId', id: connectionId }, args, select);
}

import type { Adjustment, AdjustmentKind, LineItem } from '../generated/prisma/client.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import { STATEMENT_KINDS, type StatementKind, type StatementRef } from './statement-kind.ts';

// A list of enum values comes as text from PostgreSQL unless it is asked for as a list of texts; and one
// that was never set is null there, which Prisma, too, reads as an empty list.
const paymentOptions = `coalesce(t."paymentOptions"::text[], '{}') AS "paymentOptions"`;

/** Columns of the table `t`, as they are selected. */
export function columnList(columns: readonly string[]): string {
  return columns.map((column) => (column === 'paymentOptions' ? paymentOptions : `t."${column}"`)).join(', ');
}

type DecimalColumn = 'price' | 'quantity' | 'amount' | 'duration' | 'distance' | 'rate';
const decimalColumns: DecimalColumn[] = ['price', 'quantity', 'amount', 'duration', 'distance', 'rate'];

type OwnerColumn = (typeof STATEMENT_KINDS)[StatementKind]['ownerColumn'];

/** A line as it is read for showing: its decimals as the exact texts that they are sent as. */
export type LineItemRow = Omit<LineItem, DecimalColumn | OwnerColumn | 'accountId'> &
  Record<DecimalColumn, string | null> & {
    statementId: string;
    /** Which kind of statement it is of; known by the statement that it was loaded for. */
    statementKind: StatementKind;
  };

/** Likewise for a tax, discount or shipping amount. */
export type AdjustmentRow = Omit<Adjustment, 'percent' | OwnerColumn | 'accountId'> & {
  statementId: string;
  percent: string | null;
};

const lineItemColumns = [
  ...['id', 'sortOrder', 'kind', 'date', 'description', 'unit', 'currency', 'totalMinor'].map(
    (column) => `"${column}"`,
  ),
  ...decimalColumns.map((column) => `${column}::text`),
].join(', ');

const adjustmentColumns =
  'id, "lineItemId", kind, "sortOrder", name, key, percent::text, "fixedMinor", compound, currency, "amountMinor"';

/** Of the statements of a kind, in the order in which they are shown. */
function listOf(kind: StatementKind, table: 'LineItem' | 'Adjustment', columns: string) {
  const owner = `"${STATEMENT_KINDS[kind].ownerColumn}"`;
  return {
    name: `${kind}:${table}`,
    parent: 'statementId',
    sql:
      `SELECT ${owner} AS "statementId", ${columns} FROM "${table}"` +
      ` WHERE "accountId" = $1 AND ${owner} = ANY($2::uuid[]) ORDER BY ${owner}, "sortOrder"`,
  } as const;
}

function listsOf(kind: StatementKind) {
  return {
    lineItems: listOf(kind, 'LineItem', lineItemColumns),
    adjustments: listOf(kind, 'Adjustment', adjustmentColumns),
  };
}

const lists = {
  Invoice: listsOf('Invoice'),
  Estimate: listsOf('Estimate'),
  RecurringInvoice: listsOf('RecurringInvoice'),
} satisfies Record<StatementKind, object>;

/** The lines of a statement, in their order. */
export function loadLineItems(context: Context, { kind, id }: StatementRef): Promise<LineItemRow[]> {
  return loadChildren<LineItemRow, LineItemRow[]>(context, id, lists[kind].lineItems, (rows) => {
    for (const row of rows) row.statementKind = kind;
    return rows;
  });
}

/** A statement's own adjustments of a kind, or one of its lines', in their order. */
export async function loadAdjustments(
  context: Context,
  statement: StatementRef,
  { lineItemId, kind }: { lineItemId: string | null; kind: AdjustmentKind },
): Promise<AdjustmentRow[]> {
  const rowsAt = await loadChildren<AdjustmentRow, Map<string, AdjustmentRow[]>>(
    context,
    statement.id,
    lists[statement.kind].adjustments,
    (rows) => Map.groupBy(rows, (row) => `${row.lineItemId}:${row.kind}`),
  );
  return rowsAt.get(`${lineItemId}:${kind}`) ?? [];
}

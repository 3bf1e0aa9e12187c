import type { AdjustmentKind, PrismaClient } from '../generated/prisma/client.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import type { Selected } from '../platform/postgres/model-columns.ts';
import { STATEMENT_KINDS, type StatementKind, type StatementRef } from './statement-kind.ts';

/** The columns that the API returns of a line. */
const lineItemColumns = {
  id: true,
  sortOrder: true,
  kind: true,
  date: true,
  description: true,
  unit: true,
  price: true,
  quantity: true,
  amount: true,
  duration: true,
  distance: true,
  rate: true,
  currency: true,
  totalMinor: true,
} as const;

const adjustmentColumns = {
  id: true,
  lineItemId: true,
  kind: true,
  sortOrder: true,
  name: true,
  key: true,
  percent: true,
  fixedMinor: true,
  compound: true,
  currency: true,
  amountMinor: true,
} as const;

/** A line in the form that the API returns: decimals are exact texts. */
export type LineItemRow = Selected<PrismaClient['lineItem'], keyof typeof lineItemColumns, 'text'> & {
  statementId: string;
  statementKind: StatementKind;
};

/** A tax, discount or shipping amount in the form that the API returns. */
export type AdjustmentRow = Selected<PrismaClient['adjustment'], keyof typeof adjustmentColumns, 'text'>;

/** Loads the lines of a statement, in order. */
export function loadLineItems(context: Context, { kind, id }: StatementRef): Promise<LineItemRow[]> {
  const { prisma, reader } = context;
  const list = {
    name: `${kind}:LineItem`,
    find: (values: readonly string[]) =>
      prisma.lineItem.findManyBy({
        reader,
        column: STATEMENT_KINDS[kind].ownerColumn,
        values,
        select: lineItemColumns,
        orderBy: ['sortOrder'],
        decimals: 'text',
      }),
  };
  return loadChildren(context, id, list, (rows, statementId) =>
    rows.map((row) => Object.assign(row, { statementId, statementKind: kind })),
  );
}

/** Loads the adjustments of a kind, in order: those of the whole statement, or of one line. */
export async function loadAdjustments(
  context: Context,
  statement: StatementRef,
  { lineItemId, kind }: { lineItemId: string | null; kind: AdjustmentKind },
): Promise<AdjustmentRow[]> {
  const { prisma, reader } = context;
  const list = {
    name: `${statement.kind}:Adjustment`,
    find: (values: readonly string[]) =>
      prisma.adjustment.findManyBy({
        reader,
        column: STATEMENT_KINDS[statement.kind].ownerColumn,
        values,
        select: adjustmentColumns,
        orderBy: ['sortOrder'],
        decimals: 'text',
      }),
  };
  const rowsAt = await loadChildren(context, statement.id, list, (rows) =>
    Map.groupBy(rows, (row) => `${row.lineItemId}:${row.kind}`),
  );
  return rowsAt.get(`${lineItemId}:${kind}`) ?? [];
}

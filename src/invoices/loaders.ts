import { type Invoice, Prisma } from '../generated/prisma/client.ts';
import { InvoiceState } from '../generated/prisma/enums.ts';
import { addDateRange, type DateRange, requireStorable } from '../graphql/arguments.ts';
import { loadChildren } from '../graphql/children.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import type { ColumnMap } from '../graphql/selection.ts';
import { dateOf } from '../platform/clock.ts';
import { Conditions } from '../platform/postgres/conditions.ts';
import {
  dateColumn,
  enumColumn,
  idColumn,
  instantColumn,
  textColumn,
} from '../platform/postgres/key-columns.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { everyColumn } from '../platform/postgres/model-columns.ts';
import { statementList } from '../statements/loaders-list.ts';
import { formatDate } from '../values/input-check.ts';
import type { Money } from '../values/money.ts';
import { OWED } from './invoice-state.ts';

export const invoiceColumns: ColumnMap<Prisma.InvoiceScalarFieldEnum> = {
  columns: everyColumn(Prisma.InvoiceScalarFieldEnum),
  // Includes every column that a list can be ordered by, for the cursors.
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

export const loadInvoice = rowLoader('invoice', invoiceColumns.columns, ({ prisma, reader }, ids, select) =>
  prisma.invoice.findManyByIds({ reader, ids, select }),
);

/** Finds an invoice by a unique column other than the id. */
export async function findInvoice(
  { prisma, reader }: Context,
  column: 'hashKey' | 'statementNo',
  value: string,
): Promise<Invoice | null> {
  requireStorable(value, `by.${column}`);
  const select = invoiceColumns.columns;
  const [found] = await prisma.invoice.findManyBy({ reader, column, values: [value], select });
  return found?.[0] ?? null;
}

interface OutstandingRow {
  connectionId: string;
  currency: string;
  minor: string;
}

/** Loads the amounts that a connection owes, one per currency, on sent invoices that are not in the trash. */
export function loadOutstanding(context: Context, connectionId: string): Promise<Money[]> {
  const list = {
    name: 'outstanding',
    find: async (connectionIds: readonly string[]) => {
      const rows = await context.reader.rows<OutstandingRow>({
        select: 't."connectionId", t.currency, sum(t."billedTotalMinor" - t."paidTotalMinor")::text AS minor',
        from: 'Invoice',
        where: new Conditions()
          .add('t."connectionId" = ANY(?::uuid[])', connectionIds)
          .add('t."trashedAt" IS NULL AND t."sentAt" IS NOT NULL')
          .add('t."billedTotalMinor" > t."paidTotalMinor"'),
        rest: 'GROUP BY t."connectionId", t.currency ORDER BY t.currency',
      });
      const rowsOf = Map.groupBy(rows, (row) => row.connectionId);
      return connectionIds.map((id) => rowsOf.get(id) ?? []);
    },
  };
  return loadChildren(context, connectionId, list, (rows) =>
    rows.map(({ currency, minor }) => ({ minor: BigInt(minor), currency })),
  );
}

const orders = {
  DATE: { name: 'DATE', columns: [dateColumn('date'), idColumn()] },
  STATEMENT_NO: { name: 'STATEMENT_NO', columns: [textColumn('statementNo'), idColumn()] },
  STATE: { name: 'STATE', columns: [enumColumn('state', 'InvoiceState', InvoiceState), idColumn()] },
  CREATED_AT: { name: 'CREATED_AT', columns: [instantColumn('createdAt'), idColumn()] },
} satisfies Record<string, Keyset<Invoice>>;

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

export const { load: loadInvoices, loadOf: loadInvoicesOf } = statementList<
  Invoice,
  Prisma.InvoiceScalarFieldEnum,
  InvoiceFilter,
  keyof typeof orders
>({
  kind: 'Invoice',
  orders,
  defaultOrder: 'DATE',
  addConditions(conditions, filter, { gateway }) {
    const { currency, date, dueDate, isOverdue } = filter;
    if (currency) conditions.add('t.currency = ?', requireStorable(currency, 'filter.currency'));
    addDateRange(conditions, 'date', date);
    addDateRange(conditions, 'dueDate', dueDate);
    if (isOverdue != null) {
      conditions.add(
        `${isOverdue ? '' : 'NOT '}(t.state = ANY(?::"InvoiceState"[]) AND t."dueDate" < ?::date)`,
        OWED,
        formatDate(dateOf(gateway.clock.now())),
      );
    }
  },
  paginate: ({ prisma, reader }, query) => prisma.invoice.paginate({ reader, ...query }),
});

import { type Payment, type PaymentState, Prisma, type Refund } from '../generated/prisma/client.ts';
import { addDateRange, type DateRange } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { loadPage, loadPageOf } from '../graphql/load-page.ts';
import { rowLoader } from '../graphql/nodes.ts';
import type { Page, PageArgs } from '../graphql/pages.ts';
import type { ColumnMap } from '../graphql/selection.ts';
import { Conditions } from '../platform/postgres/conditions.ts';
import { dateColumn, idColumn, instantColumn } from '../platform/postgres/key-columns.ts';
import type { Keyset } from '../platform/postgres/keyset.ts';
import { everyColumn, type Select, selectKey } from '../platform/postgres/model-columns.ts';
import { idOf } from '../values/global-id.ts';

export const paymentColumns: ColumnMap<Prisma.PaymentScalarFieldEnum> = {
  columns: everyColumn(Prisma.PaymentScalarFieldEnum),
  // Includes the columns that the list is ordered by, for the cursors.
  always: ['id', 'invoiceId', 'currency', 'date'],
  fields: { invoice: [], refunds: [], combinedDetails: ['method', 'details'] },
};

export const loadPayment = rowLoader('payment', paymentColumns.columns, ({ prisma, reader }, ids, select) =>
  prisma.payment.findManyByIds({ reader, ids, select }),
);

const refundColumns = everyColumn(Prisma.RefundScalarFieldEnum);

export const loadRefund = rowLoader('refund', refundColumns, ({ prisma, reader }, ids, select) =>
  prisma.refund.findManyByIds({ reader, ids, select }),
);

const byCreation: Keyset<Refund> = { name: 'CREATED_AT', columns: [instantColumn('createdAt'), idColumn()] };

/** Loads the refunds of a payment, oldest first. */
export function loadRefundsOf(context: Context, paymentId: string, page: PageArgs): Promise<Page<Refund>> {
  const { prisma, reader } = context;
  const list = prisma.refund.paginate({
    reader,
    select: refundColumns,
    order: byCreation,
    descending: false,
  });
  return loadPageOf(context, { name: 'refunds', column: 'paymentId', id: paymentId }, list, page);
}

const byDate: Keyset<Payment> = { name: 'DATE', columns: [dateColumn('date'), idColumn()] };

export interface PaymentFilter {
  invoiceId?: string | null;
  connectionId?: string | null;
  states?: PaymentState[] | null;
  date?: DateRange | null;
}

/** Loads the account's payments, latest date first. */
export function loadPayments(
  context: Context,
  { filter, ...page }: PageArgs & { filter?: PaymentFilter | null },
): Promise<Page<Payment>> {
  const { invoiceId, connectionId, states, date } = filter ?? {};
  // Only unrealized payments can belong to an invoice in the trash, and few do.
  const conditions = new Conditions().add(
    `(t.state = 'REALIZED' OR t."invoiceId" <> ALL(ARRAY(SELECT i.id FROM "Invoice" AS i` +
      ' WHERE i."accountId" = $1 AND i."trashedAt" IS NOT NULL AND i."pendingTotalMinor" > 0)))',
  );
  if (invoiceId != null) conditions.add('t."invoiceId" = ?::uuid', idOf(invoiceId, 'Invoice'));
  if (connectionId != null) {
    conditions.add(
      // An array subselect, so that each invoice uses the index. With a join PostgreSQL 15 scans all payments of the account.
      't."invoiceId" = ANY(ARRAY(SELECT i.id FROM "Invoice" AS i WHERE i."accountId" = $1 AND i."connectionId" = ?::uuid))',
      idOf(connectionId, 'Organization', 'Individual'),
    );
  }
  if (states) conditions.add('t.state = ANY(?::"PaymentState"[])', states);
  addDateRange(conditions, 'date', date);
  const { prisma, reader } = context;
  const select = paymentColumns.columns;
  return loadPage(
    prisma.payment.paginate({ reader, select, conditions, order: byDate, descending: true }),
    page,
  );
}

/** Loads the payments of an invoice, earliest date first. */
export function loadPaymentsOf(
  context: Context,
  invoiceId: string,
  page: PageArgs,
  select: Select<Prisma.PaymentScalarFieldEnum>,
): Promise<Page<Payment>> {
  const { prisma, reader } = context;
  const list = prisma.payment.paginate({ reader, select, order: byDate, descending: false });
  const parent = { name: `payments:${selectKey(select)}`, column: 'invoiceId', id: invoiceId } as const;
  return loadPageOf(context, parent, list, page);
}

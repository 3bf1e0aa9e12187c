import { type Payment, type PaymentState, Prisma, type Refund } from '../generated/prisma/client.ts';
import { addDateRange, type DateRange } from '../graphql/arguments.ts';
import type { Context } from '../graphql/context.ts';
import { rowLoader } from '../graphql/nodes.ts';
import { loadPage, loadPageOf, type Page, type PageArgs } from '../graphql/pages.ts';
import type { ColumnMap } from '../graphql/selection.ts';
import { dateColumn, idColumn, instantColumn } from '../platform/postgres/key-columns.ts';
import { Conditions, type Keyset } from '../platform/postgres/keyset.ts';
import { columnList } from '../statements/loaders.ts';
import { idOf } from '../values/global-id.ts';

export const loadPayment = rowLoader<Payment>('payment', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "Payment" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
);

export const loadRefund = rowLoader<Refund>('refund', ({ reader }, ids) =>
  reader.rows('SELECT * FROM "Refund" WHERE "accountId" = $1 AND id = ANY($2::uuid[])', [ids]),
);

const byCreation: Keyset<Refund> = { name: 'CREATED_AT', columns: [instantColumn('createdAt'), idColumn()] };

/** The refunds of a payment, oldest first. */
export function loadRefundsOf(context: Context, paymentId: string, page: PageArgs): Promise<Page<Refund>> {
  const source = { table: 'Refund', conditions: new Conditions(), order: byCreation, descending: false };
  return loadPageOf(context, { name: 'refunds', column: 'paymentId', id: paymentId }, source, page);
}

export const paymentColumns: ColumnMap = {
  columns: Object.keys(Prisma.PaymentScalarFieldEnum),
  // Among them what the list is ordered by, for the cursors.
  always: ['id', 'invoiceId', 'currency', 'date'],
  fields: { invoice: [], refunds: [], combinedDetails: ['method', 'details'] },
};

const byDate: Keyset<Payment> = { name: 'DATE', columns: [dateColumn('date'), idColumn()] };

export interface PaymentFilter {
  invoiceId?: string | null;
  connectionId?: string | null;
  states?: PaymentState[] | null;
  date?: DateRange | null;
}

/** The newest date first. */
export function loadPayments(
  context: Context,
  { filter, ...page }: PageArgs & { filter?: PaymentFilter | null },
): Promise<Page<Payment>> {
  const { invoiceId, connectionId, states, date } = filter ?? {};
  // Only what is pending can be of an invoice in the trash, and there are few of those.
  const conditions = new Conditions().add(
    `(t.state = 'REALIZED' OR t."invoiceId" <> ALL(ARRAY(SELECT i.id FROM "Invoice" AS i` +
      ' WHERE i."accountId" = $1 AND i."trashedAt" IS NOT NULL AND i."pendingTotalMinor" > 0)))',
  );
  if (invoiceId != null) conditions.add('t."invoiceId" = ?::uuid', idOf(invoiceId, 'Invoice'));
  if (connectionId != null) {
    conditions.add(
      // Asked for once, and then each by the index; joined, PostgreSQL 15 goes through all of the account's payments.
      't."invoiceId" = ANY(ARRAY(SELECT i.id FROM "Invoice" AS i WHERE i."accountId" = $1 AND i."connectionId" = ?::uuid))',
      idOf(connectionId, 'Organization', 'Individual'),
    );
  }
  if (states) conditions.add('t.state = ANY(?::"PaymentState"[])', states);
  addDateRange(conditions, 'date', date);
  return loadPage(context, { table: 'Payment', conditions, order: byDate, descending: true }, page);
}

/** The payments of an invoice, the oldest date first. */
export function loadPaymentsOf(
  context: Context,
  invoiceId: string,
  page: PageArgs,
  columns: readonly string[],
): Promise<Page<Payment>> {
  const source = {
    table: 'Payment',
    columns: columnList(columns),
    conditions: new Conditions(),
    order: byDate,
    descending: false,
  };
  const list = { name: `payments:${columns.join()}`, column: 'invoiceId', id: invoiceId } as const;
  return loadPageOf(context, list, source, page);
}

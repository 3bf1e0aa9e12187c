import type { Invoice } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import type { StatementContent } from '../statements/content.ts';
import { storeContent, totalColumns } from '../statements/store-content.ts';
import type { StatementTotals } from '../statements/totals.ts';

/** Set by `insertInvoice`. */
type OwnColumn =
  | 'accountId'
  | 'id'
  | 'hashKey'
  | 'currency'
  | 'createdAt'
  | 'updatedAt'
  | keyof ReturnType<typeof totalColumns>;

/** The columns that later operations set: a new invoice takes the table's defaults. */
type LaterColumn =
  | 'state'
  | 'paidTotalMinor'
  | 'pendingTotalMinor'
  | 'sentAt'
  | 'viewedAt'
  | 'version'
  | 'trashedAt';

/** Every other column is required, so that no code that creates or copies invoices can omit a new column. */
export type NewInvoice = Omit<Invoice, OwnColumn | LaterColumn>;

/** The source columns of an invoice that was not created from an estimate or a recurring invoice. */
export const NO_ORIGIN = {
  estimateId: null,
  recurringInvoiceId: null,
  iterationNo: null,
  isForCollection: false,
} as const satisfies Partial<NewInvoice>;

/** Inserts a new invoice, and records the event. */
export async function insertInvoice(
  unit: UnitOfWork,
  columns: NewInvoice,
  { content, totals }: { content: StatementContent; totals: StatementTotals },
): Promise<Invoice> {
  const { tx, actor, accountId, now, record } = unit;
  const { ids } = actor.gateway;
  const invoice = await tx.invoice.create({
    data: {
      ...columns,
      ...totalColumns(totals),
      accountId,
      id: ids.uuid(),
      hashKey: ids.hashKey(),
      currency: content.currency,
      createdAt: now,
      updatedAt: now,
    },
  });
  await storeContent(unit, { kind: 'Invoice', id: invoice.id }, { content, totals });
  record({ type: 'INVOICE_CREATED', invoiceId: invoice.id, connectionId: invoice.connectionId });
  return invoice;
}

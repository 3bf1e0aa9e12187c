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

/** What has yet to happen to a new invoice: the table's defaults say that nothing has. */
type LaterColumn =
  | 'state'
  | 'paidTotalMinor'
  | 'pendingTotalMinor'
  | 'sentAt'
  | 'viewedAt'
  | 'version'
  | 'trashedAt';

/** Every other column is compulsory, so that no maker or copy of an invoice can forget a new one. */
export type NewInvoice = Omit<Invoice, OwnColumn | LaterColumn>;

/** The columns of an invoice that was made of no estimate and of no recurring invoice. */
export const NO_ORIGIN = {
  estimateId: null,
  recurringInvoiceId: null,
  iterationNo: null,
  isForCollection: false,
} as const satisfies Partial<NewInvoice>;

/** Writes a new invoice, however it came about, and says that it was made. */
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

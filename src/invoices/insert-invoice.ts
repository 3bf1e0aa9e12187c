import type { Invoice, Prisma } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import type { StatementContent } from '../statements/content.ts';
import { storeContent, totalColumns } from '../statements/store-content.ts';
import type { StatementTotals } from '../statements/totals.ts';

type Columns = Omit<
  Prisma.InvoiceUncheckedCreateInput,
  | 'accountId'
  | 'id'
  | 'hashKey'
  | 'currency'
  | 'createdAt'
  | 'updatedAt'
  | keyof ReturnType<typeof totalColumns>
>;

/** Writes a new invoice, however it came about, and says that it was made. */
export async function insertInvoice(
  unit: UnitOfWork,
  columns: Columns,
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

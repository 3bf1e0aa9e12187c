import type { Invoice, Prisma } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';
import { invoiceState } from './invoice-state.ts';

type Sum = 'billedTotalMinor' | 'paidTotalMinor' | 'pendingTotalMinor';
type Changes = Prisma.InvoiceUncheckedUpdateInput &
  Partial<Pick<Invoice, Sum | 'sentAt' | 'viewedAt' | 'connectionId' | 'updatedAt'>>;

/**
 * Writes changes that may affect an invoice's amount due. Derives its state, and records an event if the changes make
 * it paid in full. The caller has locked the invoice's row.
 * @throws {InvalidState} if the paid and pending amounts would exceed the total
 */
export async function applyInvoiceChanges(
  unit: UnitOfWork,
  current: Invoice,
  changes: Changes,
): Promise<Invoice> {
  const { tx, accountId, record, now } = unit;
  const next = { ...current, ...changes } as Invoice;
  if (next.paidTotalMinor + next.pendingTotalMinor > next.billedTotalMinor) {
    throw new InvalidState(
      current.state,
      'The total would be less than the paid and pending amounts. Refund or delete payments first.',
    );
  }
  const state = invoiceState(next);
  const invoice = await tx.invoice.update({
    where: { accountId_id: { accountId, id: current.id } },
    data: { updatedAt: now, ...changes, state },
  });
  if (state === 'PAID' && current.state !== 'PAID') {
    record({ type: 'INVOICE_PAID', invoiceId: invoice.id, connectionId: invoice.connectionId });
  }
  return invoice;
}

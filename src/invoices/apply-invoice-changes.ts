import type { Invoice, Prisma } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';
import { invoiceState } from './invoice-state.ts';

type Sum = 'billedTotalMinor' | 'paidTotalMinor' | 'pendingTotalMinor';
type Changes = Prisma.InvoiceUncheckedUpdateInput &
  Partial<Pick<Invoice, Sum | 'sentAt' | 'viewedAt' | 'connectionId' | 'updatedAt'>>;

/**
 * Writes changes of an invoice that may bear on what is due: its state follows from them, and where
 * they make it paid in full, that is said. The invoice's row is locked.
 * @throws {InvalidState} where more would be paid or pending than is billed
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
      'The invoice would come to less than what is paid and pending: refund or delete payments first.',
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

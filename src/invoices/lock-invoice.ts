import type { Invoice } from '../generated/prisma/client.ts';
import { lockRow } from '../platform/lock-row.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/**
 * Locks an invoice that is to change: whatever bears on what is due waits in line here.
 * @throws {NotFound | InvalidState} InvalidState for one in the trash
 */
export async function lockInvoice(unit: UnitOfWork, invoiceId: string | null): Promise<Invoice> {
  const { tx, accountId } = unit;
  const id = await lockRow(unit, 'Invoice', invoiceId);
  const invoice = await tx.invoice.findUniqueOrThrow({ where: { accountId_id: { accountId, id } } });
  if (invoice.trashedAt) throw new InvalidState('TRASHED', 'The invoice is in the trash.');
  return invoice;
}

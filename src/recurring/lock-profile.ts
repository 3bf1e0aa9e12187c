import type { RecurringInvoice } from '../generated/prisma/client.ts';
import { lockRow } from '../platform/lock-row.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/**
 * Locks a recurring invoice that is to change: no invoice is made of it meanwhile.
 * @throws {NotFound | InvalidState} InvalidState for one in the trash
 */
export async function lockProfile(unit: UnitOfWork, requestedId: string | null): Promise<RecurringInvoice> {
  const { tx, accountId } = unit;
  const id = await lockRow(unit, 'RecurringInvoice', requestedId);
  const profile = await tx.recurringInvoice.findUniqueOrThrow({ where: { accountId_id: { accountId, id } } });
  if (profile.trashedAt) throw new InvalidState('TRASHED', 'The recurring invoice is in the trash.');
  return profile;
}

import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/** For good, only out of the trash; the invoices that it made stay. @throws {NotFound | InvalidState} */
export function purgeRecurringInvoice(actor: Actor, requestedId: string | null): Promise<void> {
  return transact(actor, async (unit) => {
    const { tx, accountId } = unit;
    const id = await lockRow(unit, 'RecurringInvoice', requestedId);
    const where = { accountId_id: { accountId, id } };
    const profile = await tx.recurringInvoice.findUniqueOrThrow({ where });
    if (!profile.trashedAt) throw new InvalidState(profile.state, 'Only what is in the trash can be purged.');
    await tx.invoice.updateMany({
      where: { accountId, recurringInvoiceId: id },
      data: { recurringInvoiceId: null, iterationNo: null },
    });
    await tx.recurringInvoice.delete({ where });
  });
}

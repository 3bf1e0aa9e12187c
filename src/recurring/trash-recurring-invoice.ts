import type { RecurringInvoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';

/** To the trash: it makes nothing there. One that is there stays as it is. @throws {NotFound} */
export function trashRecurringInvoice(actor: Actor, id: string | null): Promise<RecurringInvoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'RecurringInvoice', id) } };
    const current = await tx.recurringInvoice.findUniqueOrThrow({ where });
    if (current.trashedAt) return current;
    return tx.recurringInvoice.update({
      where,
      data: { trashedAt: now, version: { increment: 1 }, updatedAt: now },
    });
  });
}

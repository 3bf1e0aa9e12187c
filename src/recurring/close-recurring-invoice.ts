import type { RecurringInvoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/** Permanently stops a recurring invoice, and keeps its invoices. @throws {NotFound | InvalidState} */
export function closeRecurringInvoice(actor: Actor, id: string | null): Promise<RecurringInvoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const current = await lockUntrashed(unit, 'recurringInvoice', id);
    if (current.state === 'COMPLETED' || current.state === 'CLOSED') {
      throw new InvalidState(current.state, 'The recurring invoice has already ended.');
    }
    return tx.recurringInvoice.update({
      where: { accountId_id: { accountId, id: current.id } },
      data: { state: 'CLOSED', pendingReason: null, version: { increment: 1 }, updatedAt: now },
    });
  });
}

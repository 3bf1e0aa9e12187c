import type { RecurringInvoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { dateOf } from '../platform/clock.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';
import { isAutoBilled } from './profile-state.ts';

/**
 * Out of the trash, as it was. One that missed a period there waits for a person, who says by
 * activating it that the missed ones are to be billed, or sets another date first.
 * @throws {NotFound}
 */
export function restoreRecurringInvoice(actor: Actor, id: string | null): Promise<RecurringInvoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'RecurringInvoice', id) } };
    const current = await tx.recurringInvoice.findUniqueOrThrow({ where });
    if (!current.trashedAt) return current;
    const hasMissed = isAutoBilled(current) && current.nextBillingDate < dateOf(now);
    return tx.recurringInvoice.update({
      where,
      data: {
        ...(hasMissed && { state: 'PENDING', pendingReason: 'MISSED_IN_TRASH' }),
        trashedAt: null,
        version: { increment: 1 },
        updatedAt: now,
      },
    });
  });
}

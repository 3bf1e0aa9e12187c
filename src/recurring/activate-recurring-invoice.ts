import type { RecurringInvoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { dateOf } from '../platform/clock.ts';
import { lockUntrashed, requireUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { InvalidState } from '../values/errors.ts';
import { limitBacklog } from './limit-backlog.ts';
import { runningState } from './profile-state.ts';

/**
 * Activates a draft, or resumes a profile that is pending review. Periods that are already due are billed immediately,
 * each with its own date.
 * @throws {NotFound | InvalidState}
 */
export function activateRecurringInvoice(actor: Actor, id: string | null): Promise<RecurringInvoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const current = await lockUntrashed(unit, 'recurringInvoice', id);
    if (current.state !== 'DRAFT' && current.state !== 'PENDING') {
      throw new InvalidState(current.state, 'Only a draft or pending recurring invoice can be activated.');
    }
    requireUntrashed('connection', await requireConnection(unit, current.connectionId));
    limitBacklog(current, dateOf(now));
    unit.wakeWorker();
    return tx.recurringInvoice.update({
      where: { accountId_id: { accountId, id: current.id } },
      data: {
        state: runningState(current, dateOf(now)),
        pendingReason: null,
        version: { increment: 1 },
        updatedAt: now,
      },
    });
  });
}

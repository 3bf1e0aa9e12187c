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
 * Starts a draft, or lets one go on that waits for a person. Periods that are due already are billed at
 * once, each with its own date.
 * @throws {NotFound | InvalidState}
 */
export function activateRecurringInvoice(actor: Actor, id: string | null): Promise<RecurringInvoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const current = await lockUntrashed(unit, 'recurringInvoice', id);
    if (current.state !== 'DRAFT' && current.state !== 'PENDING') {
      throw new InvalidState(current.state, 'Only a draft, or one that is pending, can be activated.');
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

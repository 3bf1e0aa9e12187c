import type { Estimate } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { estimateState } from './estimate-state.ts';

/**
 * The client has opened the page of an estimate that was sent to it. One that was not sent, or is viewed
 * already, stays as it is.
 * @throws {NotFound | InvalidState}
 */
export function viewEstimate(actor: Actor, id: string): Promise<Estimate> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const current = await lockUntrashed(unit, 'estimate', id);
    if (!current.sentAt || current.viewedAt) return current;
    return tx.estimate.update({
      where: { accountId_id: { accountId, id } },
      data: { viewedAt: now, state: estimateState({ ...current, viewedAt: now }), updatedAt: now },
    });
  });
}

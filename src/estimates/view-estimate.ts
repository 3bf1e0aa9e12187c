import type { Estimate } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { estimateState } from './estimate-state.ts';

/**
 * Marks a sent estimate as viewed by its client. Does nothing if the estimate was not sent, or was already viewed.
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

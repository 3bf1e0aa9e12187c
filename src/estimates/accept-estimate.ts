import type { Estimate } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';
import { isExpired } from './estimate-state.ts';

/**
 * Accepts an estimate, as the account on the client's behalf or as the client on the estimate's page.
 * @throws {NotFound | InvalidState}
 */
export function acceptEstimate(actor: Actor, id: string | null): Promise<Estimate> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now, record } = unit;
    const current = await lockUntrashed(unit, 'estimate', id);
    if (current.state === 'ACCEPTED') {
      throw new InvalidState('ACCEPTED', 'The estimate is already accepted.');
    }
    if (isExpired(current, now)) throw new InvalidState('EXPIRED', 'The estimate has expired.');
    record({ type: 'PROPOSAL_SIGNED', estimateId: current.id, connectionId: current.connectionId });
    return tx.estimate.update({
      where: { accountId_id: { accountId, id: current.id } },
      data: { state: 'ACCEPTED', acceptedAt: now, updatedAt: now },
    });
  });
}

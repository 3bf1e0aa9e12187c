import { estimateState, isExpired } from '../estimates/estimate-state.ts';
import type { Delivery, Estimate } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed, requireUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { InvalidState } from '../values/errors.ts';
import { type MessageInput, queueDelivery } from './queue-delivery.ts';

export interface SendEstimateInput {
  estimateId: string | null;
  message?: MessageInput | null;
}

/**
 * Sends an estimate to its client. Sending it again does not reset a later state. Fails if it has expired.
 * @throws {InvalidInput | NotFound | InvalidState}
 */
export function sendEstimate(
  actor: Actor,
  { estimateId, message }: SendEstimateInput,
): Promise<{ estimate: Estimate; delivery: Delivery }> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const current = await lockUntrashed(unit, 'estimate', estimateId);
    if (isExpired(current, now)) {
      throw new InvalidState('EXPIRED', 'The estimate has expired. Set a later expiry date first.');
    }
    const connection = await requireConnection(unit, current.connectionId);
    requireUntrashed('connection', connection);
    const job = { kind: 'STATEMENT', subject: { kind: 'Estimate', statement: current }, connection } as const;
    const delivery = await queueDelivery(unit, job, message ?? undefined);
    unit.record({ type: 'PROPOSAL_SENT', estimateId: current.id, connectionId: current.connectionId });
    const sentAt = current.sentAt ?? now;
    const estimate = await tx.estimate.update({
      where: { accountId_id: { accountId, id: current.id } },
      data: { sentAt, state: estimateState({ ...current, sentAt }), updatedAt: now },
    });
    return { estimate, delivery };
  });
}

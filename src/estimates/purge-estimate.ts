import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/** For good, only out of the trash; the invoice that was made of it stays. @throws {NotFound | InvalidState} */
export function purgeEstimate(actor: Actor, requestedId: string | null): Promise<void> {
  return transact(actor, async (unit) => {
    const { tx, accountId } = unit;
    const id = await lockRow(unit, 'Estimate', requestedId);
    const where = { accountId_id: { accountId, id } };
    const estimate = await tx.estimate.findUniqueOrThrow({ where });
    if (!estimate.trashedAt)
      throw new InvalidState(estimate.state, 'Only what is in the trash can be purged.');
    await tx.invoice.updateMany({ where: { accountId, estimateId: id }, data: { estimateId: null } });
    await tx.estimate.delete({ where });
  });
}

import type { Estimate } from '../generated/prisma/client.ts';
import { lockRow } from '../platform/lock-row.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/**
 * Locks an estimate that is to change.
 * @throws {NotFound | InvalidState} InvalidState for one in the trash
 */
export async function lockEstimate(unit: UnitOfWork, requestedId: string | null): Promise<Estimate> {
  const { tx, accountId } = unit;
  const id = await lockRow(unit, 'Estimate', requestedId);
  const estimate = await tx.estimate.findUniqueOrThrow({ where: { accountId_id: { accountId, id } } });
  if (estimate.trashedAt) throw new InvalidState('TRASHED', 'The estimate is in the trash.');
  return estimate;
}

import type { Estimate } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/**
 * Into the trash or out of it; an estimate that is there already stays as it is.
 * @throws {NotFound | InvalidState} InvalidState where an accepted one is to go
 */
export function setEstimateTrashed(
  actor: Actor,
  { id, trashed }: { id: string | null; trashed: boolean },
): Promise<Estimate> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'Estimate', id) } };
    const current = await tx.estimate.findUniqueOrThrow({ where });
    if ((current.trashedAt !== null) === trashed) return current;
    if (trashed && current.state === 'ACCEPTED') {
      throw new InvalidState('ACCEPTED', 'The estimate was accepted: it stays on record.');
    }
    return tx.estimate.update({
      where,
      data: { trashedAt: trashed ? now : null, version: { increment: 1 }, updatedAt: now },
    });
  });
}

import type { Estimate } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { purge, setTrashed } from '../platform/trash.ts';
import { InvalidState } from '../values/errors.ts';

/** @throws {NotFound | InvalidState} InvalidState if the estimate was accepted */
export function trashEstimate(actor: Actor, id: string | null): Promise<Estimate> {
  return setTrashed(actor, 'estimate', { id, trashed: true }, requireUnaccepted);
}

/** @throws {NotFound} */
export function restoreEstimate(actor: Actor, id: string | null): Promise<Estimate> {
  return setTrashed(actor, 'estimate', { id, trashed: false });
}

/** Keeps the invoice that was created from it. @throws {NotFound | InvalidState} */
export function purgeEstimate(actor: Actor, id: string | null): Promise<void> {
  return purge(actor, 'estimate', { id, state: ({ state }) => state }, releaseInvoice);
}

function requireUnaccepted(_unit: UnitOfWork, { state }: Estimate): void {
  if (state === 'ACCEPTED') {
    throw new InvalidState('ACCEPTED', 'An accepted estimate cannot be moved to the trash.');
  }
}

async function releaseInvoice({ tx, accountId }: UnitOfWork, { id }: Estimate): Promise<void> {
  await tx.invoice.updateMany({ where: { accountId, estimateId: id }, data: { estimateId: null } });
}

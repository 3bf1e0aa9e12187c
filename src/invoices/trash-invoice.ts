import type { Invoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { purge, setTrashed } from '../platform/trash.ts';
import { InvalidState } from '../values/errors.ts';

/** Removes an invoice from all lists and sums; it can be restored. @throws {NotFound | InvalidState} */
export function trashInvoice(actor: Actor, id: string | null): Promise<Invoice> {
  return setTrashed(actor, 'invoice', { id, trashed: true }, requireUnpaid);
}

/** @throws {NotFound} */
export function restoreInvoice(actor: Actor, id: string | null): Promise<Invoice> {
  return setTrashed(actor, 'invoice', { id, trashed: false });
}

/** Also deletes its lines and pending payments. @throws {NotFound | InvalidState} */
export function purgeInvoice(actor: Actor, id: string | null): Promise<void> {
  return purge(actor, 'invoice', { id, state: ({ state }) => state });
}

async function requireUnpaid({ tx, accountId }: UnitOfWork, { id, state }: Invoice): Promise<void> {
  const payment = await tx.payment.findFirst({
    where: { accountId, invoiceId: id, state: 'REALIZED' },
    select: { id: true },
  });
  if (payment)
    throw new InvalidState(state, 'An invoice with received payments cannot be moved to the trash.');
}

import type { RecurringInvoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { dateOf } from '../platform/clock.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { purge, setTrashed } from '../platform/trash.ts';
import { isAutoBilled } from './profile-state.ts';

/** A recurring invoice in the trash bills nothing. @throws {NotFound} */
export function trashRecurringInvoice(actor: Actor, id: string | null): Promise<RecurringInvoice> {
  return setTrashed(actor, 'recurringInvoice', { id, trashed: true });
}

/** @throws {NotFound} */
export function restoreRecurringInvoice(actor: Actor, id: string | null): Promise<RecurringInvoice> {
  return setTrashed(actor, 'recurringInvoice', { id, trashed: false }, awaitReviewIfMissed);
}

/** Keeps the invoices that it created. @throws {NotFound | InvalidState} */
export function purgeRecurringInvoice(actor: Actor, id: string | null): Promise<void> {
  return purge(actor, 'recurringInvoice', { id, state: ({ state }) => state }, releaseInvoices);
}

/** If a period passed while the profile was in the trash, a person must decide whether to bill it. */
async function awaitReviewIfMissed(
  { tx, accountId, now }: UnitOfWork,
  profile: RecurringInvoice,
): Promise<void> {
  if (!isAutoBilled(profile) || profile.nextBillingDate >= dateOf(now)) return;
  await tx.recurringInvoice.update({
    where: { accountId_id: { accountId, id: profile.id } },
    data: { state: 'PENDING', pendingReason: 'MISSED_IN_TRASH' },
  });
}

async function releaseInvoices({ tx, accountId }: UnitOfWork, { id }: RecurringInvoice): Promise<void> {
  await tx.invoice.updateMany({
    where: { accountId, recurringInvoiceId: id },
    data: { recurringInvoiceId: null, iterationNo: null },
  });
}

import type { Invoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { applyInvoiceChanges } from './apply-invoice-changes.ts';

/**
 * The client has opened the page of an invoice that was sent to it. The first time counts: the state moves
 * on, and it is said. One that was not sent, or is viewed already, stays as it is.
 * @throws {NotFound | InvalidState}
 */
export function viewInvoice(actor: Actor, id: string): Promise<Invoice> {
  return transact(actor, async (unit) => {
    const current = await lockUntrashed(unit, 'invoice', id);
    if (!current.sentAt || current.viewedAt) return current;
    unit.record({ type: 'INVOICE_VIEWED', invoiceId: current.id, connectionId: current.connectionId });
    return applyInvoiceChanges(unit, current, { viewedAt: unit.now });
  });
}

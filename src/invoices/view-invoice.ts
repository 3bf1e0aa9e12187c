import type { Invoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { applyInvoiceChanges } from './apply-invoice-changes.ts';

/**
 * Marks a sent invoice as viewed by its client, and records the event. Does nothing if the invoice was not sent, or was
 * already viewed.
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

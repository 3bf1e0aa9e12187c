import type { Delivery, Invoice } from '../generated/prisma/client.ts';
import { applyInvoiceChanges } from '../invoices/apply-invoice-changes.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed, requireUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { type MessageInput, queueDelivery } from './queue-delivery.ts';

export interface SendInvoiceInput {
  invoiceId: string | null;
  message?: MessageInput | null;
}

export interface InvoiceDelivery {
  invoice: Invoice;
  delivery: Delivery;
}

/**
 * Sends an invoice to its client, which issues a draft. Sending it again does not reset a later state.
 * @throws {InvalidInput | NotFound | InvalidState}
 */
export function sendInvoice(
  actor: Actor,
  { invoiceId, message }: SendInvoiceInput,
): Promise<InvoiceDelivery> {
  return transact(actor, async (unit) =>
    issueInvoice(unit, await lockUntrashed(unit, 'invoice', invoiceId), message ?? undefined),
  );
}

/** Likewise, for an invoice whose row is locked. @throws {InvalidInput | InvalidState} */
export async function issueInvoice(
  unit: UnitOfWork,
  current: Invoice,
  message?: MessageInput,
): Promise<InvoiceDelivery> {
  const connection = await requireConnection(unit, current.connectionId);
  requireUntrashed('connection', connection);
  const delivery = await queueDelivery(
    unit,
    { kind: 'STATEMENT', subject: { kind: 'Invoice', statement: current }, connection },
    message,
  );
  unit.record({ type: 'INVOICE_SENT', invoiceId: current.id, connectionId: current.connectionId });
  const invoice = await applyInvoiceChanges(unit, current, { sentAt: current.sentAt ?? unit.now });
  return { invoice, delivery };
}

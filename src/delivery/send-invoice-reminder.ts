import type { Actor } from '../platform/actor.ts';
import { lockUntrashed, requireUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { InvalidState } from '../values/errors.ts';
import { queueDelivery } from './queue-delivery.ts';
import type { InvoiceDelivery, SendInvoiceInput } from './send-invoice.ts';

/** Reminds the client of an unpaid invoice that was sent. @throws {InvalidInput | NotFound | InvalidState} */
export function sendInvoiceReminder(
  actor: Actor,
  { invoiceId, message }: SendInvoiceInput,
): Promise<InvoiceDelivery> {
  return transact(actor, async (unit) => {
    const invoice = await lockUntrashed(unit, 'invoice', invoiceId);
    if (!invoice.sentAt) throw new InvalidState('DRAFT', 'The invoice has not been sent. Send it first.');
    if (invoice.state === 'PAID') throw new InvalidState('PAID', 'The invoice is already paid.');
    const connection = await requireConnection(unit, invoice.connectionId);
    requireUntrashed('connection', connection);
    const job = { kind: 'REMINDER', subject: { kind: 'Invoice', statement: invoice }, connection } as const;
    return { invoice, delivery: await queueDelivery(unit, job, message ?? undefined) };
  });
}

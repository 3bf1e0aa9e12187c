import type { Invoice, Payment } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { queueDelivery } from './queue-delivery.ts';

/** Queues a receipt for a realized payment, if the invoice sends receipts and its client is not in the trash. */
export async function queueReceipt(
  unit: UnitOfWork,
  { invoice, payment }: { invoice: Invoice; payment: Payment },
): Promise<void> {
  if (!invoice.sendReceiptsAutomatically) return;
  const connection = await requireConnection(unit, invoice.connectionId);
  if (connection.trashedAt) return;
  const subject = { kind: 'Invoice', statement: invoice, payment } as const;
  await queueDelivery(unit, { kind: 'RECEIPT', subject, connection });
}

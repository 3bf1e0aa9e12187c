import type { Invoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/**
 * To the trash: out of every list and sum, and nothing is lost. One that is there stays as it is.
 * @throws {NotFound | InvalidState}
 */
export function trashInvoice(actor: Actor, id: string | null): Promise<Invoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'Invoice', id) } };
    const current = await tx.invoice.findUniqueOrThrow({
      where,
      include: { payments: { where: { state: 'REALIZED' }, select: { id: true }, take: 1 } },
    });
    if (current.trashedAt) return current;
    if (current.payments.length > 0) {
      throw new InvalidState(current.state, 'Money was received on this invoice: it cannot go to the trash.');
    }
    return tx.invoice.update({ where, data: { trashedAt: now, version: { increment: 1 }, updatedAt: now } });
  });
}

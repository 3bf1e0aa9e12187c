import type { Invoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';

/** Out of the trash, as it was. @throws {NotFound} */
export function restoreInvoice(actor: Actor, id: string | null): Promise<Invoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'Invoice', id) } };
    const current = await tx.invoice.findUniqueOrThrow({ where });
    if (!current.trashedAt) return current;
    return tx.invoice.update({ where, data: { trashedAt: null, version: { increment: 1 }, updatedAt: now } });
  });
}

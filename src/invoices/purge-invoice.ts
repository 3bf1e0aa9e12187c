import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/** For good, with its lines and pending payments; only out of the trash. @throws {NotFound | InvalidState} */
export function purgeInvoice(actor: Actor, requestedId: string | null): Promise<void> {
  return transact(actor, async (unit) => {
    const { tx, accountId } = unit;
    const id = await lockRow(unit, 'Invoice', requestedId);
    const where = { accountId_id: { accountId, id } };
    const invoice = await tx.invoice.findUniqueOrThrow({ where });
    if (!invoice.trashedAt) throw new InvalidState(invoice.state, 'Only what is in the trash can be purged.');
    await tx.invoice.delete({ where });
  });
}

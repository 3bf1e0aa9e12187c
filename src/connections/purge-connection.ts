import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';
import { InvalidState } from '../values/errors.ts';

/**
 * For good, with its contacts; only out of the trash, and only where no statement names it.
 * @throws {NotFound | InvalidState}
 */
export function purgeConnection(actor: Actor, requestedId: string | null): Promise<void> {
  return transact(actor, async (unit) => {
    const { tx, accountId } = unit;
    const id = await lockRow(unit, 'Connection', requestedId);
    const connection = await tx.connection.findUniqueOrThrow({
      where: { accountId_id: { accountId, id } },
      include: { _count: { select: { invoices: true, estimates: true, recurringInvoices: true } } },
    });
    if (!connection.trashedAt) {
      throw new InvalidState('ACTIVE', 'Only what is in the trash can be purged.');
    }
    if (Object.values(connection._count).some((count) => count > 0)) {
      throw new InvalidState(
        'HAS_STATEMENTS',
        'Statements name this connection, those in the trash included.',
      );
    }
    await tx.connection.delete({ where: { accountId_id: { accountId, id } } });
  });
}

import type { Connection, ConnectionCategory, Prisma } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockRow, requireVersion } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';
import { NotFound } from '../values/errors.ts';

/**
 * Changes a connection of one category.
 * @param toData says what to write, from the connection as it is
 * @throws {NotFound | VersionConflict}
 */
export function updateConnection(
  actor: Actor,
  { id, expectedVersion }: { id: string | null; expectedVersion?: number | null },
  category: ConnectionCategory,
  toData: (current: Connection) => Prisma.ConnectionUncheckedUpdateInput,
): Promise<Connection> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now, record } = unit;
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'Connection', id) } };
    const current = await tx.connection.findUniqueOrThrow({ where });
    if (current.category !== category) throw new NotFound(category.toLowerCase());
    requireVersion(current, expectedVersion);
    const connection = await tx.connection.update({
      where,
      data: { ...toData(current), version: { increment: 1 }, updatedAt: now },
    });
    record({ type: 'CLIENT_UPDATED', connectionId: connection.id });
    return connection;
  });
}

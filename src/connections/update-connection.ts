import type { Connection, ConnectionCategory, Prisma } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lock, requireVersion } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import { NotFound } from '../values/errors.ts';

/**
 * Updates a connection of one category.
 * @param toData returns the columns to write, given the current connection
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
    const current = await lock(unit, 'connection', id);
    if (current.category !== category) throw new NotFound(category.toLowerCase());
    requireVersion(current, expectedVersion);
    const connection = await tx.connection.update({
      where: { accountId_id: { accountId, id: current.id } },
      data: { ...toData(current), version: { increment: 1 }, updatedAt: now },
    });
    record({ type: 'CLIENT_UPDATED', connectionId: connection.id });
    return connection;
  });
}

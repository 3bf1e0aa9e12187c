import type { Connection } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockRow } from '../platform/lock-row.ts';
import { transact } from '../platform/transact.ts';

/** Into the trash or out of it; a connection that is there already stays as it is. @throws {NotFound} */
export function setConnectionTrashed(
  actor: Actor,
  { id, trashed }: { id: string | null; trashed: boolean },
): Promise<Connection> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const where = { accountId_id: { accountId, id: await lockRow(unit, 'Connection', id) } };
    const current = await tx.connection.findUniqueOrThrow({ where });
    if ((current.trashedAt !== null) === trashed) return current;
    return tx.connection.update({
      where,
      data: { trashedAt: trashed ? now : null, version: { increment: 1 }, updatedAt: now },
    });
  });
}

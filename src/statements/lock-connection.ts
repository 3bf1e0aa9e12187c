import type { Connection } from '../generated/prisma/client.ts';
import { lock, requireUntrashed } from '../platform/lock.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { NotFound } from '../values/errors.ts';

/** @throws {NotFound} */
export async function requireConnection(
  { tx, accountId }: Pick<UnitOfWork, 'tx' | 'accountId'>,
  id: string | null,
): Promise<Connection> {
  const connection = id && (await tx.connection.findUnique({ where: { accountId_id: { accountId, id } } }));
  if (!connection) throw new NotFound('connection');
  return connection;
}

/** Likewise, for a statement that is to be written: until then the connection does not go to the trash. */
export function lockConnection(unit: UnitOfWork, id: string | null): Promise<Connection> {
  return lock(unit, 'connection', id, { mode: 'KEY SHARE' });
}

/**
 * The connection of a statement that is edited: the one that it has, or another that it is given to.
 * @param requestedId left out or null to keep it
 * @throws {NotFound | InvalidState}
 */
export async function changedConnectionId(
  unit: UnitOfWork,
  currentId: string,
  requestedId: string | null | undefined,
): Promise<string> {
  if (requestedId == null || requestedId === currentId) return currentId;
  const connection = await lockConnection(unit, requestedId);
  requireUntrashed('connection', connection);
  return connection.id;
}

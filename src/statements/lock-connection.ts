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

/** Likewise, and keeps the connection out of the trash until the transaction ends. */
export function lockConnection(unit: UnitOfWork, id: string | null): Promise<Connection> {
  return lock(unit, 'connection', id, { mode: 'KEY SHARE' });
}

/**
 * Returns the id of the connection of an updated statement.
 * @param requestedId undefined or null to keep the current connection
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

import type { Connection } from '../generated/prisma/client.ts';
import { lockRow } from '../platform/lock-row.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { InvalidState, NotFound } from '../values/errors.ts';

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
export async function lockConnection(unit: UnitOfWork, id: string | null): Promise<Connection> {
  return requireConnection(unit, await lockRow(unit, 'Connection', id, 'KEY SHARE'));
}

/** A connection in the trash takes no new statements. @throws {InvalidState} */
export function requireUntrashed({ trashedAt }: Pick<Connection, 'trashedAt'>): void {
  if (trashedAt) throw new InvalidState('TRASHED', 'The connection is in the trash.');
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
  requireUntrashed(connection);
  return connection.id;
}

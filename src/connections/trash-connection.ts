import type { Connection } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { purge, setTrashed } from '../platform/trash.ts';
import { InvalidState } from '../values/errors.ts';

/** Ends new statements for a connection; nothing is lost. @throws {NotFound} */
export function trashConnection(actor: Actor, id: string | null): Promise<Connection> {
  return setTrashed(actor, 'connection', { id, trashed: true });
}

/** @throws {NotFound} */
export function restoreConnection(actor: Actor, id: string | null): Promise<Connection> {
  return setTrashed(actor, 'connection', { id, trashed: false });
}

/** Deletes its contacts too. @throws {NotFound | InvalidState} InvalidState also if any statement names it */
export function purgeConnection(actor: Actor, id: string | null): Promise<void> {
  return purge(actor, 'connection', { id, state: () => 'ACTIVE' }, requireNoStatements);
}

async function requireNoStatements({ tx, accountId }: UnitOfWork, { id }: Connection): Promise<void> {
  const { _count } = await tx.connection.findUniqueOrThrow({
    where: { accountId_id: { accountId, id } },
    select: { _count: { select: { invoices: true, estimates: true, recurringInvoices: true } } },
  });
  if (Object.values(_count).some((count) => count > 0)) {
    throw new InvalidState('HAS_STATEMENTS', 'Statements name this connection, those in the trash included.');
  }
}

import type { Connection, Prisma } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { purge, setTrashed } from '../platform/trash.ts';
import { InvalidState } from '../values/errors.ts';

/** Prevents new statements for a connection; it can be restored. @throws {NotFound} */
export function trashConnection(actor: Actor, id: string | null): Promise<Connection> {
  return setTrashed(actor, 'connection', { id, trashed: true });
}

/** @throws {NotFound} */
export function restoreConnection(actor: Actor, id: string | null): Promise<Connection> {
  return setTrashed(actor, 'connection', { id, trashed: false });
}

/** Also deletes its contacts. @throws {NotFound | InvalidState} InvalidState also if it has any statement */
export function purgeConnection(actor: Actor, id: string | null): Promise<void> {
  return purge(actor, 'connection', { id, state: () => 'ACTIVE' }, requireNoStatements);
}

/** Every list of a connection except its contacts, which are deleted with it. */
const STATEMENTS = {
  invoices: true,
  estimates: true,
  recurringInvoices: true,
} satisfies Record<Exclude<keyof Prisma.ConnectionCountOutputTypeSelect, 'contacts'>, true>;

async function requireNoStatements({ tx, accountId }: UnitOfWork, { id }: Connection): Promise<void> {
  const { _count } = await tx.connection.findUniqueOrThrow({
    where: { accountId_id: { accountId, id } },
    select: { _count: { select: STATEMENTS } },
  });
  if (Object.values(_count).some((count) => count > 0)) {
    throw new InvalidState(
      'HAS_STATEMENTS',
      'A connection with statements cannot be purged, even if they are in the trash.',
    );
  }
}

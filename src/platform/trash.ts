import type { BlockingState } from '../values/error-codes.ts';
import { InvalidState } from '../values/errors.ts';
import type { Actor } from './actor.ts';
import { type LockableRows, lock, nounFor, type Trashable } from './lock.ts';
import type { Tx } from './postgres/database.ts';
import { transact, type UnitOfWork } from './transact.ts';

interface Key {
  where: { accountId_id: { accountId: string; id: string } };
}

/** The part of a Prisma delegate that the trash uses. */
interface Delegate<Row> {
  update(
    args: Key & { data: { trashedAt: Date | null; version: { increment: 1 }; updatedAt: Date } },
  ): Promise<Row>;
  delete(args: Key): Promise<unknown>;
}

const DELEGATES: { [Table in Trashable]: (tx: Tx) => Delegate<LockableRows[Table]> } = {
  connection: ({ connection }) => connection,
  estimate: ({ estimate }) => estimate,
  invoice: ({ invoice }) => invoice,
  recurringInvoice: ({ recurringInvoice }) => recurringInvoice,
};

/** A domain's rule for its rows: throws to prevent the operation, or writes related changes. */
type Rule<Table extends Trashable> = (unit: UnitOfWork, row: LockableRows[Table]) => Promise<void> | void;

/**
 * Moves a row to the trash or restores it. Does nothing if the row is already there.
 * @throws {NotFound} and the errors of `rule`
 */
export function setTrashed<Table extends Trashable>(
  actor: Actor,
  table: Table,
  { id, trashed }: { id: string | null; trashed: boolean },
  rule?: Rule<Table>,
): Promise<LockableRows[Table]> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const row = await lock(unit, table, id);
    if ((row.trashedAt !== null) === trashed) return row;
    await rule?.(unit, row);
    return DELEGATES[table](tx).update({
      where: { accountId_id: { accountId, id: row.id } },
      data: { trashedAt: trashed ? now : null, version: { increment: 1 }, updatedAt: now },
    });
  });
}

/**
 * Permanently deletes a row that is in the trash.
 * @param state reads the state to report for a row that is not in the trash
 * @throws {NotFound | InvalidState} and the errors of `rule`
 */
export function purge<Table extends Trashable>(
  actor: Actor,
  table: Table,
  { id, state }: { id: string | null; state: (row: LockableRows[Table]) => BlockingState },
  rule?: Rule<Table>,
): Promise<void> {
  return transact(actor, async (unit) => {
    const { tx, accountId } = unit;
    const row = await lock(unit, table, id);
    if (!row.trashedAt)
      throw new InvalidState(
        state(row),
        `The ${nounFor(table)} is not in the trash. Only trashed records can be purged.`,
      );
    await rule?.(unit, row);
    await DELEGATES[table](tx).delete({ where: { accountId_id: { accountId, id: row.id } } });
  });
}

import {
  type ApiKey,
  type Connection,
  type Contact,
  type Estimate,
  type Invoice,
  type Payment,
  Prisma,
  type RecurringInvoice,
  type Webhook,
} from '../generated/prisma/client.ts';
import { InvalidState, NotFound, VersionConflict } from '../values/errors.ts';
import { columnList, everyColumn, type Select } from './postgres/model-columns.ts';
import type { UnitOfWork } from './transact.ts';

/** The rows that can be locked, by the name of their Prisma delegate. */
export interface LockableRows {
  apiKey: ApiKey;
  connection: Connection;
  contact: Contact;
  estimate: Estimate;
  invoice: Invoice;
  payment: Payment;
  recurringInvoice: RecurringInvoice;
  webhook: Webhook;
}

export type Lockable = keyof LockableRows;

const TABLES = {
  apiKey: { model: 'ApiKey', columns: everyColumn(Prisma.ApiKeyScalarFieldEnum) },
  connection: { model: 'Connection', columns: everyColumn(Prisma.ConnectionScalarFieldEnum) },
  contact: { model: 'Contact', columns: everyColumn(Prisma.ContactScalarFieldEnum) },
  estimate: { model: 'Estimate', columns: everyColumn(Prisma.EstimateScalarFieldEnum) },
  invoice: { model: 'Invoice', columns: everyColumn(Prisma.InvoiceScalarFieldEnum) },
  payment: { model: 'Payment', columns: everyColumn(Prisma.PaymentScalarFieldEnum) },
  recurringInvoice: {
    model: 'RecurringInvoice',
    columns: everyColumn(Prisma.RecurringInvoiceScalarFieldEnum),
  },
  webhook: { model: 'Webhook', columns: everyColumn(Prisma.WebhookScalarFieldEnum) },
} satisfies {
  [Table in Lockable]: { model: Capitalize<Table>; columns: Select<keyof LockableRows[Table] & string> };
};

export const LOCKABLE = Object.keys(TABLES) as Lockable[];

function selectionOf(table: Lockable): Prisma.Sql {
  const { model, columns } = TABLES[table];
  return Prisma.raw(`${columnList(model, columns)} FROM "${model}" AS t`);
}

/** "recurring invoice" */
export function nounFor(table: Lockable): string {
  return table.replace(/[A-Z]/g, ' $&').toLowerCase();
}

/** `KEY SHARE` allows other such locks: it only prevents the row from being deleted or locked for an update. */
type LockMode = 'UPDATE' | 'KEY SHARE';

/**
 * Locks one row of the account until the transaction ends, and returns it as Prisma would.
 * @param skipLocked returns null instead of waiting for a row that another transaction has locked
 * @returns null if the account has no such row
 */
export async function tryLock<Table extends Lockable>(
  { tx, accountId }: UnitOfWork,
  table: Table,
  id: string,
  { mode = 'UPDATE', skipLocked = false }: { mode?: LockMode; skipLocked?: boolean } = {},
): Promise<LockableRows[Table] | null> {
  const [row] = await tx.$queryRaw<LockableRows[Table][]>`
    SELECT ${selectionOf(table)} WHERE t."accountId" = ${accountId}::uuid AND t.id = ${id}::uuid
    FOR ${Prisma.raw(mode)}${skipLocked ? Prisma.raw(' SKIP LOCKED') : Prisma.empty}`;
  return row ?? null;
}

interface LockOptions<Table extends Lockable> {
  mode?: LockMode;
  expectedVersion?: 'version' extends keyof LockableRows[Table] ? number | null : undefined;
}

/**
 * Likewise, but fails if the row does not exist.
 * @param id null if the caller gave a malformed id, or an id of another type
 * @throws {NotFound | VersionConflict}
 */
export async function lock<Table extends Lockable>(
  unit: UnitOfWork,
  table: Table,
  id: string | null,
  { mode, expectedVersion }: LockOptions<Table> = {},
): Promise<LockableRows[Table]> {
  const row = id && (await tryLock(unit, table, id, { mode }));
  if (!row) throw new NotFound(nounFor(table));
  if ('version' in row) requireVersion(row, expectedVersion);
  return row;
}

/** The tables whose rows can be moved to the trash. */
export type Trashable = {
  [Table in Lockable]: 'trashedAt' extends keyof LockableRows[Table] ? Table : never;
}[Lockable];

/** Likewise, but fails for a row in the trash. @throws {NotFound | InvalidState | VersionConflict} */
export async function lockUntrashed<Table extends Trashable>(
  unit: UnitOfWork,
  table: Table,
  id: string | null,
  { expectedVersion }: Pick<LockOptions<Table>, 'expectedVersion'> = {},
): Promise<LockableRows[Table]> {
  const row = await lock(unit, table, id);
  requireUntrashed(table, row);
  requireVersion(row, expectedVersion);
  return row;
}

/** @throws {InvalidState} if a row is in the trash */
export function requireUntrashed(table: Trashable, { trashedAt }: { trashedAt: Date | null }): void {
  if (trashedAt) throw new InvalidState('TRASHED', `The ${nounFor(table)} is in the trash.`);
}

/** @throws {VersionConflict} if the caller expects another version of the row */
export function requireVersion(row: { version: number }, expectedVersion: number | null | undefined): void {
  if (expectedVersion != null && expectedVersion !== row.version) {
    throw new VersionConflict(expectedVersion, row.version);
  }
}

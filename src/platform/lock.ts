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

/** Columns that hold a list of enum values, which PostgreSQL's driver would return as text: `{CASH,CHECK}`. */
type EnumLists<Row> = { [Column in keyof Row as Row[Column] extends string[] ? Column : never]: true };

const TABLES = {
  apiKey: { columns: Prisma.ApiKeyScalarFieldEnum, enumLists: { abilities: true } },
  connection: { columns: Prisma.ConnectionScalarFieldEnum, enumLists: {} },
  contact: { columns: Prisma.ContactScalarFieldEnum, enumLists: {} },
  estimate: { columns: Prisma.EstimateScalarFieldEnum, enumLists: {} },
  invoice: { columns: Prisma.InvoiceScalarFieldEnum, enumLists: { paymentOptions: true } },
  payment: { columns: Prisma.PaymentScalarFieldEnum, enumLists: {} },
  recurringInvoice: {
    columns: Prisma.RecurringInvoiceScalarFieldEnum,
    enumLists: { paymentOptions: true },
  },
  webhook: { columns: Prisma.WebhookScalarFieldEnum, enumLists: { events: true } },
} satisfies {
  [Table in Lockable]: {
    columns: Record<keyof LockableRows[Table], string>;
    enumLists: EnumLists<LockableRows[Table]>;
  };
};

export const LOCKABLE = Object.keys(TABLES) as Lockable[];

const SELECTIONS = Object.fromEntries(
  LOCKABLE.map((table) => [table, Prisma.raw(`${columnList(table)} FROM "${modelName(table)}"`)]),
) as Record<Lockable, Prisma.Sql>;

function columnList(table: Lockable): string {
  const { columns, enumLists } = TABLES[table];
  return Object.keys(columns)
    .map((column) =>
      // Like Prisma, reads a list that was never set as empty.
      column in enumLists ? `coalesce("${column}"::text[], '{}') AS "${column}"` : `"${column}"`,
    )
    .join(', ');
}

function modelName(table: Lockable): string {
  return `${table.charAt(0).toUpperCase()}${table.slice(1)}`;
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
    SELECT ${SELECTIONS[table]} WHERE "accountId" = ${accountId}::uuid AND id = ${id}::uuid
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

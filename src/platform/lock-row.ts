import { Prisma } from '../generated/prisma/client.ts';
import { NotFound, VersionConflict } from '../values/errors.ts';
import type { UnitOfWork } from './transact.ts';

/**
 * Locks one row of the account until the transaction ends, so that what is read of it next stays true.
 * @param id null where the caller gave an id that cannot be one of this table
 * @param strength `KEY SHARE` where others may hold on to it too: it only must not be locked to be changed
 * @throws {NotFound} where the account has no such row
 */
export async function lockRow(
  { tx, accountId }: UnitOfWork,
  table: Prisma.ModelName,
  id: string | null,
  strength: 'UPDATE' | 'KEY SHARE' = 'UPDATE',
): Promise<string> {
  const rows =
    id &&
    (await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM ${Prisma.raw(`"${table}"`)}
      WHERE "accountId" = ${accountId}::uuid AND id = ${id}::uuid FOR ${Prisma.raw(strength)}`);
  if (!id || rows?.length !== 1) throw new NotFound(table.replace(/(?!^)(?=[A-Z])/, ' ').toLowerCase());
  return id;
}

/** @throws {VersionConflict} where the caller expected another version of a row */
export function requireVersion(row: { version: number }, expectedVersion: number | null | undefined): void {
  if (expectedVersion != null && expectedVersion !== row.version) {
    throw new VersionConflict(expectedVersion, row.version);
  }
}

import type { Account } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';

/**
 * Locks the account's row as an update does: every event of its log is either at `eventSeq` or before, or gets a
 * position after it. Others may still write rows that refer to the account, so FOR UPDATE would be too strong.
 */
export async function lockAccount({
  tx,
  accountId,
}: UnitOfWork): Promise<Pick<Account, 'version' | 'eventSeq'>> {
  const [account] = await tx.$queryRaw<Pick<Account, 'version' | 'eventSeq'>[]>`
    SELECT version, "eventSeq" FROM "Account" WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  if (!account) throw new Error('The account of a key that was good is gone.');
  return account;
}

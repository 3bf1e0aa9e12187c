import type { Account } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';

/**
 * Locks the account's row as an update and the assignment of event positions do: until the transaction ends, no event
 * is added after `eventSeq`. Others can still write rows that refer to the account, which FOR UPDATE would prevent.
 */
export async function lockAccount({
  tx,
  accountId,
}: UnitOfWork): Promise<Pick<Account, 'version' | 'eventSeq'>> {
  const [account] = await tx.$queryRaw<Pick<Account, 'version' | 'eventSeq'>[]>`
    SELECT version, "eventSeq" FROM "Account" WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  if (!account) throw new Error('The account of a valid API key does not exist.');
  return account;
}

import type { UnitOfWork } from '../platform/transact.ts';

/**
 * Returns the position of the account's newest event. The account's row stays locked until the transaction ends, so
 * that every later event gets a higher position.
 */
export async function lockLogEnd({ tx, accountId }: UnitOfWork): Promise<bigint> {
  // Not FOR UPDATE, which would block every insert of a row that refers to the account.
  const [account] = await tx.$queryRaw<{ eventSeq: bigint }[]>`
    SELECT "eventSeq" FROM "Account" WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  return account!.eventSeq;
}

import type { UnitOfWork } from '../platform/transact.ts';

/**
 * The position of the account's newest event. The account's row stays locked until the transaction ends, so that
 * every event is either there already, or gets a position behind it.
 */
export async function lockLogEnd({ tx, accountId }: UnitOfWork): Promise<bigint> {
  // Not FOR UPDATE: that would keep out every row that is written for the account, whatever it is.
  const [account] = await tx.$queryRaw<{ eventSeq: bigint }[]>`
    SELECT "eventSeq" FROM "Account" WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  return account!.eventSeq;
}

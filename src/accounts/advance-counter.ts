import type { UnitOfWork } from '../platform/transact.ts';

/** Increments one of the account's counters, and locks it until the transaction ends. */
export async function advanceCounter({ tx, accountId }: UnitOfWork, name: string): Promise<bigint> {
  const [counter] = await tx.$queryRaw<{ last: bigint }[]>`
    INSERT INTO "Counter" ("accountId", name, last) VALUES (${accountId}::uuid, ${name}, 1)
    ON CONFLICT ("accountId", name) DO UPDATE SET last = "Counter".last + 1
    RETURNING last`;
  return counter!.last;
}

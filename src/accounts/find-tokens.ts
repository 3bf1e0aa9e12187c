import type { Ability, Plan } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';

/** A token that works, and what its key may do. */
export interface WorkingToken {
  tokenHash: Buffer;
  /** Of one that a rotation has replaced. */
  expiresAt: Date | null;
  accountId: string;
  apiKeyId: string;
  plan: Plan;
  requestsPerHour: number | null;
  requestsPerMinute: number | null;
  abilities: Ability[];
}

const KEY = `"accountId", "ApiKey".id AS "apiKeyId", plan, "requestsPerHour", "requestsPerMinute",
  abilities::text[] AS abilities
  FROM "ApiKey" JOIN "Account" ON "Account".id = "accountId" WHERE "revokedAt" IS NULL`;

const FIND_TOKENS = `
  SELECT "tokenHash", NULL::timestamptz AS "expiresAt", ${KEY} AND "tokenHash" = ANY($1::bytea[])
  UNION ALL
  SELECT "previousTokenHash", "previousTokenExpiresAt", ${KEY}
    AND "previousTokenHash" = ANY($1::bytea[]) AND "previousTokenExpiresAt" > $2`;

/** Those of some tokens that work, whichever accounts they are of. */
export async function findTokens(
  { database, clock }: Pick<Gateway, 'database' | 'clock'>,
  tokenHashes: readonly Uint8Array[],
): Promise<WorkingToken[]> {
  const { rows } = await database.pool.query<WorkingToken>({
    name: database.statementName(FIND_TOKENS),
    text: FIND_TOKENS,
    values: [tokenHashes, clock.now()],
  });
  return rows;
}

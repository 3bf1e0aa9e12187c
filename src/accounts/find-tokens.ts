import type { Ability, Plan } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';

/** A valid token with its key's account, limits and abilities. */
export interface ValidToken {
  tokenHash: Buffer;
  /** Set for a token that a rotation has replaced. */
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

/** Returns the valid ones among some tokens, of any account. */
export async function findTokens(
  { database, clock }: Pick<Gateway, 'database' | 'clock'>,
  tokenHashes: readonly Uint8Array[],
): Promise<ValidToken[]> {
  const { rows } = await database.pool.query<ValidToken>({
    name: database.statementName(FIND_TOKENS),
    text: FIND_TOKENS,
    values: [tokenHashes, clock.now()],
  });
  return rows;
}

import { createHash } from 'node:crypto';

const REMEMBER_MS = 5_000;

/** Finds the account that owns a key which is kept as this hash, and is not revoked. */
type FindAccount = (tokenHash: Buffer) => Promise<string | undefined>;

export const FIND_ACCOUNT = `SELECT "accountId" FROM "ApiKey" WHERE "tokenHash" = $1 AND "revokedAt" IS NULL`;

/**
 * Tells whose account a request is for, from its `Authorization: Bearer KEY`. A key that was good is
 * good for five seconds more without asking again, as with the gateway.
 */
export function createCaller(findAccount: FindAccount) {
  const remembered = new Map<string, { accountId: string; until: number }>();

  return async (authorization: string | undefined): Promise<string | undefined> => {
    if (!authorization?.startsWith('Bearer ')) return undefined;
    const tokenHash = createHash('sha256').update(authorization.slice(7)).digest();
    const memory = tokenHash.toString('base64');
    const known = remembered.get(memory);
    if (known && known.until > Date.now()) return known.accountId;
    const accountId = await findAccount(tokenHash);
    if (accountId) remembered.set(memory, { accountId, until: Date.now() + REMEMBER_MS });
    return accountId;
  };
}

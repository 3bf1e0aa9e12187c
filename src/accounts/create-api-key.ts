import { Ability, type Prisma } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import { hashToken } from '../platform/keys.ts';

const PREFIX_LENGTH = 'sk_live_'.length + 4;

/**
 * Makes a key that may do everything in its account, for an operator.
 * @returns the token, which is not kept: only its hash is
 */
export async function createApiKey(
  { clock, keys }: Pick<Gateway, 'clock' | 'keys'>,
  tx: Prisma.TransactionClient,
  { accountId, name }: { accountId: string; name: string },
): Promise<string> {
  const token = keys.token();
  await tx.apiKey.create({
    data: {
      accountId,
      id: keys.id(),
      name,
      prefix: token.slice(0, PREFIX_LENGTH),
      tokenHash: hashToken(token),
      abilities: Object.values(Ability),
      createdAt: clock.now(),
    },
  });
  return token;
}

import type { Ability, ApiKey, Prisma } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import { makeToken } from './make-token.ts';

export interface NewApiKey {
  accountId: string;
  name: string;
  abilities: Ability[];
}

/** A key, and its token: the caller is shown it this once. */
export interface ApiKeyWithToken {
  apiKey: ApiKey;
  token: string;
}

export async function insertApiKey(
  { clock, ids }: Pick<Gateway, 'clock' | 'ids'>,
  tx: Prisma.TransactionClient,
  { accountId, name, abilities }: NewApiKey,
): Promise<ApiKeyWithToken> {
  const { token, kept } = makeToken(ids);
  const data = { accountId, id: ids.uuid(), name, ...kept, abilities, createdAt: clock.now() };
  return { apiKey: await tx.apiKey.create({ data }), token };
}

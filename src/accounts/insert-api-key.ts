import type { Ability, ApiKey, Prisma } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import { makeToken } from './make-token.ts';

export interface NewApiKey {
  accountId: string;
  name: string;
  abilities: Ability[];
}

/** An API key and its token, which is returned only this once. */
export interface ApiKeyWithToken {
  apiKey: ApiKey;
  token: string;
}

export async function insertApiKey(
  { clock, ids }: Pick<Gateway, 'clock' | 'ids'>,
  tx: Prisma.TransactionClient,
  { accountId, name, abilities }: NewApiKey,
): Promise<ApiKeyWithToken> {
  const { token, stored } = makeToken(ids);
  const data = { accountId, id: ids.uuid(), name, ...stored, abilities, createdAt: clock.now() };
  return { apiKey: await tx.apiKey.create({ data }), token };
}

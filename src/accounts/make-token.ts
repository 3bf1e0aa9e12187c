import type { ApiKey } from '../generated/prisma/client.ts';
import { hashToken, type IdGenerator } from '../platform/id-generator.ts';

const PREFIX_LENGTH = 'sk_live_'.length + 4;

/** Creates a token for an API key, and its stored form: the hash, and a prefix that identifies the key. */
export function makeToken(ids: IdGenerator): { token: string; stored: Pick<ApiKey, 'prefix' | 'tokenHash'> } {
  const token = ids.token();
  return { token, stored: { prefix: token.slice(0, PREFIX_LENGTH), tokenHash: hashToken(token) } };
}

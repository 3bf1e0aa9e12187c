import type { ApiKey } from '../generated/prisma/client.ts';
import { hashToken, type IdGenerator } from '../platform/id-generator.ts';

const PREFIX_LENGTH = 'sk_live_'.length + 4;

/** A new secret for a key, and what is kept of it: its hash, and its beginning to tell keys apart. */
export function makeToken(ids: IdGenerator): { token: string; kept: Pick<ApiKey, 'prefix' | 'tokenHash'> } {
  const token = ids.token();
  return { token, kept: { prefix: token.slice(0, PREFIX_LENGTH), tokenHash: hashToken(token) } };
}

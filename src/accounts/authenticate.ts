import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { hashToken } from '../platform/id-generator.ts';
import { findTokens } from './find-tokens.ts';

/**
 * Authenticates the caller of an `Authorization` header; returns null without a key, or if the key is invalid,
 * revoked, or past its grace period after a rotation.
 */
export type Authenticate = (authorization: string | null | undefined) => Promise<KeyActor | null>;

const CACHE_MS = 5_000;
const MAX_CACHED = 10_000;

interface CachedToken {
  actor: KeyActor;
  until: number;
  expiresAt: Date | null;
}

/**
 * Caches valid keys for five seconds: twenty requests of a page cause one query, and a revoked key stops working
 * within seconds.
 * @param onUse called for each request with a valid key
 */
export function createAuthenticate(gateway: Gateway, onUse?: (actor: KeyActor) => void): Authenticate {
  const cache = new Map<string, CachedToken>();

  async function find(tokenHash: Buffer): Promise<KeyActor | null> {
    const cacheKey = tokenHash.toString('base64');
    const known = cache.get(cacheKey);
    const isExpired = known?.expiresAt && known.expiresAt <= gateway.clock.now();
    if (known && known.until > Date.now() && !isExpired) return known.actor;
    cache.delete(cacheKey);
    const [token] = await findTokens(gateway, [tokenHash]);
    if (!token) return null;
    const { accountId, apiKeyId, plan, requestsPerHour, requestsPerMinute, abilities, expiresAt } = token;
    const ownLimits = { requestsPerHour, requestsPerMinute };
    const actor = { gateway, accountId, apiKeyId, plan, ownLimits, abilities: new Set(abilities) };
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(cacheKey, { actor, until: Date.now() + CACHE_MS, expiresAt });
    return actor;
  }

  return async (authorization) => {
    const token = readToken(authorization);
    const actor = token && (await find(hashToken(token)));
    if (!actor) return null;
    onUse?.(actor);
    return actor;
  };
}

/** Returns the token of `Bearer TOKEN`, or of Basic with the token as the user name and any password. */
export function readToken(authorization: string | null | undefined): string | null {
  const [, scheme, value] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (!scheme || !value) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  return Buffer.from(value, 'base64').toString().split(':')[0] || null;
}

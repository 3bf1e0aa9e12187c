import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { hashToken } from '../platform/id-generator.ts';
import { findTokens } from './find-tokens.ts';

/**
 * Finds out who calls, from an `Authorization` header; null for no key, a wrong one, a revoked one, or one
 * that was replaced some time ago.
 */
export type Authenticate = (authorization: string | null | undefined) => Promise<KeyActor | null>;

const REMEMBER_MS = 5_000;
const MAX_REMEMBERED = 10_000;

interface Remembered {
  actor: KeyActor;
  until: number;
  expiresAt: Date | null;
}

/**
 * A key that was good is good for five seconds more without asking again: a page's twenty requests
 * ask once, and a revoked key is out within seconds.
 * @param noteUse is told of each call with a good key
 */
export function createAuthenticate(gateway: Gateway, noteUse?: (actor: KeyActor) => void): Authenticate {
  const remembered = new Map<string, Remembered>();

  async function find(tokenHash: Buffer): Promise<KeyActor | null> {
    const memory = tokenHash.toString('base64');
    const known = remembered.get(memory);
    const isExpired = known?.expiresAt && known.expiresAt <= gateway.clock.now();
    if (known && known.until > Date.now() && !isExpired) return known.actor;
    remembered.delete(memory);
    const [token] = await findTokens(gateway, [tokenHash]);
    if (!token) return null;
    const { accountId, apiKeyId, plan, requestsPerHour, requestsPerMinute, abilities, expiresAt } = token;
    const ownLimits = { requestsPerHour, requestsPerMinute };
    const actor = { gateway, accountId, apiKeyId, plan, ownLimits, abilities: new Set(abilities) };
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(memory, { actor, until: Date.now() + REMEMBER_MS, expiresAt });
    return actor;
  }

  return async (authorization) => {
    const token = readToken(authorization);
    const actor = token && (await find(hashToken(token)));
    if (!actor) return null;
    noteUse?.(actor);
    return actor;
  };
}

/** The key of `Bearer KEY`, or of Basic with the key as the user name and whatever password. */
export function readToken(authorization: string | null | undefined): string | null {
  const [, scheme, value] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (!scheme || !value) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  return Buffer.from(value, 'base64').toString().split(':')[0] || null;
}

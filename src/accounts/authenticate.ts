import type { ApiKey } from '../generated/prisma/client.ts';
import type { KeyActor } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { hashToken } from '../platform/keys.ts';

/** Finds out who calls, from an `Authorization` header; null for no key, a wrong one or a revoked one. */
export type Authenticate = (authorization: string | null | undefined) => Promise<KeyActor | null>;

const REMEMBER_MS = 5_000;
const MAX_REMEMBERED = 10_000;

/**
 * A key that was good is good for five seconds more without asking again: a page's twenty requests
 * ask once, and a revoked key is out within seconds.
 */
export function createAuthenticate(gateway: Gateway): Authenticate {
  const remembered = new Map<string, { actor: KeyActor; until: number }>();

  return async (authorization) => {
    const token = readToken(authorization);
    if (!token) return null;
    const tokenHash = hashToken(token);
    const memory = tokenHash.toString('base64');
    const known = remembered.get(memory);
    if (known && known.until > Date.now()) return known.actor;
    const actor = await findActor(gateway, tokenHash);
    remembered.delete(memory);
    if (actor) {
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(memory, { actor, until: Date.now() + REMEMBER_MS });
    }
    return actor;
  };
}

/** The key of `Bearer KEY`, or of Basic with the key as the user name and whatever password. */
function readToken(authorization: string | null | undefined): string | null {
  const [, scheme, value] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  if (!scheme || !value) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  return Buffer.from(value, 'base64').toString().split(':')[0] || null;
}

async function findActor(gateway: Gateway, tokenHash: ApiKey['tokenHash']): Promise<KeyActor | null> {
  const key = await gateway.database.prisma.apiKey.findUnique({
    where: { tokenHash },
    include: { account: { select: { plan: true } } },
  });
  if (!key || key.revokedAt) return null;
  return {
    gateway,
    accountId: key.accountId,
    apiKeyId: key.id,
    plan: key.account.plan,
    abilities: new Set(key.abilities),
  };
}

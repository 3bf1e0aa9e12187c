import { Ability } from '../generated/prisma/client.ts';
import type { KeyActor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';
import { type ApiKeyWithToken, insertApiKey } from './insert-api-key.ts';

export interface CreateApiKeyInput {
  name: string;
  abilities: Ability[];
}

/** The maximum of active keys per account. Concurrent requests may exceed it slightly. */
const MAX_KEYS = 100;

/**
 * Creates a key with some or all of the calling key's abilities.
 * @throws {InvalidInput}
 */
export function createApiKey(actor: KeyActor, input: CreateApiKeyInput): Promise<ApiKeyWithToken> {
  const check = new InputCheck();
  const name = check.line(['name'], input.name);
  if (input.abilities.length === 0)
    check.add(['abilities'], 'REQUIRED', 'An API key needs at least one ability.');
  input.abilities.forEach((ability, index) => {
    if (actor.abilities.has(ability)) return;
    check.add(['abilities', index], 'NOT_HELD', `The calling API key does not have ${ability} itself.`);
  });
  check.finish();
  const wanted = new Set(input.abilities);
  const abilities = Object.values(Ability).filter((ability) => wanted.has(ability));
  return transact(actor, async ({ tx, accountId }) => {
    const active = await tx.apiKey.count({ where: { accountId, revokedAt: null } });
    if (active >= MAX_KEYS) {
      check.add([], 'TOO_MANY', `An account may have at most ${MAX_KEYS} API keys. Revoke one first.`);
      check.finish();
    }
    return insertApiKey(actor.gateway, tx, { accountId, name, abilities });
  });
}

import { Ability } from '../generated/prisma/client.ts';
import type { KeyActor } from '../platform/actor.ts';
import { transact } from '../platform/transact.ts';
import { InputCheck } from '../values/input-check.ts';
import { type ApiKeyWithToken, insertApiKey } from './insert-api-key.ts';

export interface CreateApiKeyInput {
  name: string;
  abilities: Ability[];
}

/** An account's keys in force, by and large: of two that are made at once, both may be the last. */
const MAX_KEYS = 100;

/**
 * Makes a key that may do what its maker may, or less.
 * @throws {InvalidInput}
 */
export function createApiKey(actor: KeyActor, input: CreateApiKeyInput): Promise<ApiKeyWithToken> {
  const check = new InputCheck();
  const name = check.line(['name'], input.name);
  if (input.abilities.length === 0) check.add(['abilities'], 'REQUIRED', 'A key needs one ability at least.');
  input.abilities.forEach((ability, index) => {
    if (actor.abilities.has(ability)) return;
    check.add(
      ['abilities', index],
      'NOT_HELD',
      `The key that makes this one does not have ${ability} itself.`,
    );
  });
  check.finish();
  const wanted = new Set(input.abilities);
  const abilities = Object.values(Ability).filter((ability) => wanted.has(ability));
  return transact(actor, async ({ tx, accountId }) => {
    const active = await tx.apiKey.count({ where: { accountId, revokedAt: null } });
    if (active >= MAX_KEYS) {
      check.add([], 'TOO_MANY', `An account may have ${MAX_KEYS} keys. Revoke one first.`);
      check.finish();
    }
    return insertApiKey(actor.gateway, tx, { accountId, name, abilities });
  });
}

import { expect } from 'vitest';
import { Ability } from '../../src/generated/prisma/enums.ts';
import { Caller } from '../support/caller.ts';

/** A program that holds a key which another one has made. */
export class KeyHolder extends Caller {
  readonly keyId: string;

  constructor(key: { url: string; accountId: string; token: string; keyId: string }) {
    super(key);
    this.keyId = key.keyId;
  }

  /** The same key at another gateway, or with another token. */
  with({ url = this.url, token = this.token }: { url?: string; token?: string }): KeyHolder {
    return new KeyHolder({ url, token, accountId: this.accountId, keyId: this.keyId });
  }
}

export const ALL: readonly Ability[] = Object.values(Ability);

export function allBut(...missing: Ability[]): Ability[] {
  return ALL.filter((ability) => !missing.includes(ability));
}

/** Makes a key as callers make one. */
export async function createKey(
  maker: Caller,
  abilities: readonly Ability[] = ALL,
  name = 'Made by a test',
): Promise<KeyHolder> {
  const success = '... on CreateApiKeySuccess { apiKey { id } token }';
  const { __typename, apiKey, token } = await maker.mutate('createApiKey', { name, abilities }, success);
  expect(__typename).toBe('CreateApiKeySuccess');
  const { url, accountId } = maker;
  return new KeyHolder({ url, accountId, token, keyId: apiKey.id });
}

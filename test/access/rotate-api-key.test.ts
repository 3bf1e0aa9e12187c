import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Answer, Caller } from '../support/caller.ts';
import { STATE, wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { createKey, type KeyHolder } from './keys.ts';

const gateway = useGateway();
let caller: Caller;
let key: KeyHolder;
beforeEach(async () => {
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await gateway.createCaller();
  key = await createKey(caller, ['EVENTS_READ', 'API_KEYS_WRITE']);
});
afterEach(() => {
  vi.useRealTimers();
});

const FIELDS = 'id name prefix abilities createdAt revokedAt previousTokenExpiresAt';
const SUCCESS = `... on RotateApiKeySuccess { token apiKey { ${FIELDS} } }`;
const WHO = `{ viewer { apiKey { ${FIELDS} } } }`;

function rotate(id: string, by: Caller = caller): Promise<Answer> {
  return by.mutateById('rotateApiKey', id, `${SUCCESS} ${STATE}`);
}

const holder = (token: string) => new Caller({ url: caller.url, accountId: caller.accountId, token });

async function works(token: string): Promise<boolean> {
  const { status } = await holder(token).send(WHO);
  expect([200, 401]).toContain(status);
  return status === 200;
}

/** What was good is remembered for five seconds. */
function passSeconds(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 });
}

test('a key gets another token; all else of it stays', async () => {
  const { apiKey: before } = (await key.run(WHO)).viewer;
  const { token, apiKey } = await rotate(key.keyId);
  expect(token).not.toBe(key.token);
  const changed = { prefix: token.slice(0, 12), previousTokenExpiresAt: '2026-01-16T09:00:00.000Z' };
  expect(apiKey).toEqual({ ...before, ...changed });
  expect((await holder(token).run(WHO)).viewer.apiKey).toEqual(apiKey);
});

test('the old token works until the time that is shown, and not longer', async () => {
  const { token } = await rotate(key.keyId);
  passSeconds();
  expect(await works(key.token)).toBe(true);
  gateway.clock.moveTo('2026-01-16T08:59:59.999Z');
  expect(await works(key.token)).toBe(true);

  // What is remembered does not prolong it.
  gateway.clock.moveTo('2026-01-16T09:00:00Z');
  expect(await works(key.token)).toBe(false);

  const { viewer } = await holder(token).run(WHO);
  expect(viewer.apiKey.previousTokenExpiresAt).toBeNull();
});

test('a second rotation ends the first old token at once, and gives the second one its time', async () => {
  const first = await rotate(key.keyId);
  gateway.clock.moveTo('2026-01-15T10:00:00Z');
  const second = await rotate(key.keyId);
  expect(second.apiKey.previousTokenExpiresAt).toBe('2026-01-16T10:00:00.000Z');
  passSeconds();
  const all = [key.token, first.token, second.token];
  expect(await Promise.all(all.map(works))).toEqual([false, true, true]);
});

test('a key may rotate itself, by its old token too', async () => {
  const first = await rotate(key.keyId, key);
  const second = await rotate(key.keyId, key);
  passSeconds();
  const all = [key.token, first.token, second.token];
  expect(await Promise.all(all.map(works))).toEqual([false, true, true]);
});

test('of two rotations at once one has the last word, and the other its time', async () => {
  const results = await Promise.all([rotate(key.keyId), rotate(key.keyId)]);
  passSeconds();
  const tokens = [key.token, ...results.map(({ token }) => token)];
  expect(await Promise.all(tokens.map(works))).toEqual([false, true, true]);
  const { viewer } = await holder(tokens[1]!).run(WHO);
  const current = tokens.filter((token) => token.startsWith(viewer.apiKey.prefix));
  expect(current).toHaveLength(1);
});

test('the end of a key is the end of its old token as well', async () => {
  const { token } = await rotate(key.keyId);
  await caller.mutateById('revokeApiKey', key.keyId);
  passSeconds();
  expect(await Promise.all([key.token, token].map(works))).toEqual([false, false]);
  const { apiKeys } = await caller.run(`{ apiKeys { ${FIELDS} } }`);
  expect(apiKeys.find(({ id }: Answer) => id === key.keyId).previousTokenExpiresAt).toBeNull();
});

test('a key that was revoked gets no other token', async () => {
  await caller.mutateById('revokeApiKey', key.keyId);
  expect(await rotate(key.keyId)).toMatchObject({ __typename: 'InvalidState', state: 'REVOKED' });
});

test('a key that there is not, or of another account, is not found', async () => {
  const other = await gateway.createCaller();
  const { keyId, token } = await createKey(other);
  for (const id of [keyId, ...wrongIds(keyId)]) {
    expect(await rotate(id)).toMatchObject({ __typename: 'NotFound' });
  }
  expect(await works(token)).toBe(true);
});

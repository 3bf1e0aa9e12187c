import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { wrongIds } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { ALL, allBut, createKey } from './keys.ts';

const gateway = useGateway();
let caller: Caller;
beforeEach(async () => {
  caller = await gateway.createCaller();
});
afterEach(() => {
  vi.useRealTimers();
});

const SUCCESS = '... on RevokeApiKeySuccess { apiKey { id revokedAt } }';
const WHO = '{ viewer { apiKey { id } } }';
const NOW = '2026-01-15T09:00:00.000Z';

function revoke(id: string, by: Caller = caller): Promise<Answer> {
  return by.mutateById('revokeApiKey', id, SUCCESS);
}

/** What was good is remembered for five seconds. */
function passSeconds(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_001 });
}

test('a key that is revoked is out within seconds, and no other', async () => {
  const key = await createKey(caller);
  const other = await createKey(caller);
  await key.run(WHO);
  expect(await revoke(key.keyId)).toEqual({
    __typename: 'RevokeApiKeySuccess',
    apiKey: { id: key.keyId, revokedAt: NOW },
  });
  passSeconds();
  const { status, body } = await key.send(WHO);
  expect(status).toBe(401);
  expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  await other.run(WHO);
});

test('one that is revoked again stays as it is', async () => {
  const key = await createKey(caller);
  await revoke(key.keyId);
  gateway.clock.moveTo('2026-02-01');
  expect(await revoke(key.keyId)).toMatchObject({ apiKey: { revokedAt: NOW } });
  gateway.clock.moveTo(NOW);
});

test('of two that revoke it at once both are told the same', async () => {
  const key = await createKey(caller);
  const results = await Promise.all([revoke(key.keyId), revoke(key.keyId)]);
  expect(results[0]).toEqual(results[1]);
});

test('a key may revoke itself, even the last one of its account', async () => {
  const { viewer } = await caller.run(WHO);
  expect(await revoke(viewer.apiKey.id)).toMatchObject({ apiKey: { revokedAt: NOW } });
  passSeconds();
  expect((await caller.send(WHO)).status).toBe(401);
});

test('a key that there is not, or of another account, is not found', async () => {
  const other = await gateway.createCaller();
  const { keyId } = await createKey(other);
  for (const id of [keyId, ...wrongIds(keyId)]) {
    expect(await revoke(id)).toMatchObject({ __typename: 'NotFound', message: expect.stringMatching(/./) });
  }
  passSeconds();
  await other.run('{ apiKeys { id } }');
});

describe('a key that may do more', () => {
  test.each(['revokeApiKey', 'rotateApiKey'])('is not to be had by %s', async (mutation) => {
    const key = await createKey(caller, allBut('ACCOUNT_WRITE'));
    const more = await createKey(caller, ALL);
    const query = `mutation($id: ID!) { ${mutation}(id: $id) { __typename } }`;
    const { body } = await key.send(query, { id: more.keyId });
    expect(body.data).toEqual({ [mutation]: null });
    expect(body.errors).toMatchObject([
      { path: [mutation], extensions: { code: 'FORBIDDEN', ability: 'ACCOUNT_WRITE' } },
    ]);
    passSeconds();
    await more.run(WHO);

    const less = await createKey(caller, ['API_KEYS_READ', 'EVENTS_READ']);
    const done = await key.mutateById(mutation, less.keyId);
    expect(done.__typename).toMatch(/Success$/);
  });
});

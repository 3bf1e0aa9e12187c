import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { ALL, createKey } from './keys.ts';

const gateway = useGateway();
let caller: Caller;
beforeEach(async () => {
  caller = await gateway.createCaller();
});

const FIELDS = 'id name prefix abilities lastUsedAt createdAt revokedAt previousTokenExpiresAt';
const SUCCESS = `... on CreateApiKeySuccess { token apiKey { ${FIELDS} } }`;

function create(input: object, by: Caller = caller): Promise<Answer> {
  return by.mutate(
    'createApiKey',
    { name: 'Import', abilities: ['EVENTS_READ'], ...input },
    `${ISSUES} ${SUCCESS}`,
  );
}

async function list(by: Caller = caller): Promise<Answer[]> {
  return (await by.run(`{ apiKeys { ${FIELDS} } }`)).apiKeys;
}

test('a key is made, works at once, and may do what it was made for', async () => {
  const { apiKey, token } = await create({
    name: ' Nightly import ',
    abilities: ['STATEMENTS_READ', 'EVENTS_READ'],
  });
  expect(token).toMatch(/^sk_live_[\w-]{32}$/);
  expect(apiKey).toEqual({
    ...{ id: expect.stringMatching(/^ApiKey_/), name: 'Nightly import', prefix: token.slice(0, 12) },
    ...{ abilities: ['STATEMENTS_READ', 'EVENTS_READ'], createdAt: '2026-01-15T09:00:00.000Z' },
    ...{ lastUsedAt: null, revokedAt: null, previousTokenExpiresAt: null },
  });
  expect((await list()).find(({ id }) => id === apiKey.id)).toEqual(apiKey);
});

test('the list shows the newest first', async () => {
  const first = await createKey(caller, ALL, 'First');
  gateway.clock.moveTo('2026-01-16');
  await createKey(caller, ALL, 'Second');
  expect((await list()).map(({ name }) => name)).toEqual(['Second', 'First', 'First key']);
  await caller.mutateById('revokeApiKey', first.keyId);
  expect((await list()).map(({ name }) => name)).toEqual(['Second', 'First key', 'First']);
  gateway.clock.moveTo('2026-01-15T09:00:00Z');
});

test('the token is shown this once, and only its hash is kept', async () => {
  const { apiKey, token } = await create({});
  const secret = token.slice(apiKey.prefix.length);
  expect(JSON.stringify(await list())).not.toContain(secret);
  const { rows } = await gateway.gateway.database.pool.query(
    `SELECT "tokenHash", to_jsonb(k)::text AS row FROM "ApiKey" AS k WHERE "accountId" = $1`,
    [uuidOf(caller.accountId)],
  );
  expect(JSON.stringify(rows)).not.toContain(secret);
  const hashes = rows.map(({ tokenHash }) => tokenHash.toString('hex'));
  expect(hashes).toContain(createHash('sha256').update(token).digest('hex'));
});

test('an ability that is named twice is one', async () => {
  const { apiKey } = await create({ abilities: ['EVENTS_READ', 'CATEGORIES_READ', 'EVENTS_READ'] });
  expect(apiKey.abilities).toEqual(['CATEGORIES_READ', 'EVENTS_READ']);
});

describe('it is not made', () => {
  test.each([
    ['without a name', { name: ' ' }, ['name: REQUIRED']],
    ['with a name of two lines', { name: 'a\nb' }, ['name: INVALID_CHARACTERS']],
    ['with a name that is too long', { name: 'a'.repeat(256) }, ['name: TOO_LONG']],
    ['without an ability', { abilities: [] }, ['abilities: REQUIRED']],
    ['with nothing right', { name: '', abilities: [] }, ['name: REQUIRED', 'abilities: REQUIRED']],
  ])('%s', async (_, input, issues) => {
    expect(issuesOf(await create(input))).toEqual(issues);
    expect(await list()).toHaveLength(1);
  });

  test('with abilities that its maker does not have, each of which is named', async () => {
    const maker = await createKey(caller, ['API_KEYS_WRITE', 'STATEMENTS_READ']);
    const abilities = ['STATEMENTS_READ', 'STATEMENTS_WRITE', 'API_KEYS_WRITE', 'ACCOUNT_WRITE'];
    expect(issuesOf(await create({ abilities }, maker))).toEqual([
      'abilities.1: NOT_HELD',
      'abilities.3: NOT_HELD',
    ]);
    const { apiKey } = await create({ abilities: ['STATEMENTS_READ', 'API_KEYS_WRITE'] }, maker);
    expect(apiKey.abilities).toEqual(['STATEMENTS_READ', 'API_KEYS_WRITE']);
  });

  test('beyond a hundred of an account, until one of them is revoked', async () => {
    const { apiKey: last } = await create({ name: 'Key 2' });
    for (let made = 2; made < 100; made += 14) {
      const names = Array.from({ length: Math.min(14, 100 - made) }, (_, index) => `Key ${made + index}`);
      await Promise.all(names.map((name) => create({ name })));
    }
    expect(issuesOf(await create({}))).toEqual([': TOO_MANY']);
    await caller.mutateById('revokeApiKey', last.id);
    expect(await create({})).toMatchObject({ __typename: 'CreateApiKeySuccess' });
  });
});

test('a key sees the keys of its own account only', async () => {
  const other = await gateway.createCaller();
  await createKey(caller);
  expect(await list()).toHaveLength(2);
  expect(await list(other)).toHaveLength(1);
});

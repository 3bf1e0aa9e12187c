import { getNamedType, isObjectType, isUnionType } from 'graphql';
import { beforeEach, expect, test } from 'vitest';
import { schema } from '../../src/schema.ts';
import type { Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';
import { codesOf, dataOf, isReplay, sendKeyed } from './send-keyed.ts';

const CREATE = {
  key: 'create',
  query: `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) {
    ... on CreateApiKeySuccess { token apiKey { id name prefix } } } }`,
  variables: { input: { name: 'Import', abilities: ['PAYMENTS_READ'] } },
};

const gateway = useGateway();
let caller: Caller;
beforeEach(async () => {
  caller = await gateway.createCaller();
});

/** All that the database keeps of requests that may be repeated, as one text. */
async function keptText(): Promise<string> {
  const { pool } = gateway.gateway.database;
  const tables = ['IdempotencyKey', 'IdempotencyOutcome'];
  const rows = await Promise.all(tables.map((table) => pool.query(`SELECT t::text FROM "${table}" AS t`)));
  return rows.flatMap((result) => result.rows.map((row) => row.t)).join('\n');
}

async function loseAnswers(): Promise<void> {
  await gateway.gateway.database.pool.query('UPDATE "IdempotencyKey" SET answer = NULL');
}

test('a token is told again to the caller that has made it, and is nowhere in clear', async () => {
  const first = await sendKeyed(caller, CREATE);
  const { token } = dataOf(first).createApiKey;
  expect(token).toMatch(/^sk_live_/);
  const kept = await keptText();
  expect(kept).toContain('create');
  for (const secret of [
    token,
    Buffer.from(token).toString('base64').slice(0, 24),
    token.slice(8),
    'Import',
  ]) {
    expect(kept).not.toContain(secret);
  }

  expect((await sendKeyed(caller, CREATE)).text).toBe(first.text);
  await loseAnswers();
  const again = await sendKeyed(caller, CREATE);
  expect(again.text).toBe(first.text);
  expect(isReplay(again)).toBe(true);
  const { apiKeys } = await caller.run('{ apiKeys { name } }');
  expect(
    apiKeys.map(({ name }: { name: string }) => name).filter((name: string) => name === 'Import'),
  ).toEqual(['Import']);
});

test('another key of the account is refused it, in so many words', async () => {
  const input = { name: 'Other', abilities: ['API_KEYS_READ', 'API_KEYS_WRITE', 'PAYMENTS_READ'] };
  const { token } = await caller.mutate('createApiKey', input, '... on CreateApiKeySuccess { token }');
  dataOf(await sendKeyed(caller, CREATE));

  const check = async () => {
    const other = await sendKeyed({ ...caller, token }, CREATE);
    expect(other.status).toBe(409);
    expect(codesOf(other)).toEqual(['IDEMPOTENCY_OTHER_TOKEN']);
    expect(other.json).not.toHaveProperty('data');
  };
  await check();
  await loseAnswers();
  await check();
});

test('a rotation is asked for again with the token that it was asked for with', async () => {
  const { viewer } = await caller.run('{ viewer { apiKey { id } } }');
  const rotate = {
    key: 'rotate',
    query: 'mutation($id: ID!) { rotateApiKey(id: $id) { ... on RotateApiKeySuccess { token } } }',
    variables: { id: viewer.apiKey.id },
  };
  const first = await sendKeyed(caller, rotate);
  const { token } = dataOf(first).rotateApiKey;
  expect((await sendKeyed(caller, rotate)).text).toBe(first.text);
  expect(await keptText()).not.toContain(token);

  const byTheNewOne = await sendKeyed({ ...caller, token }, rotate);
  expect(codesOf(byTheNewOne)).toEqual(['IDEMPOTENCY_OTHER_TOKEN']);
  await caller.run('{ viewer { apiKey { id } } }');
});

test('every mutation whose answer has a token or a secret says so', () => {
  const telling = Object.values(schema.getMutationType()!.getFields()).filter((field) => {
    const type = getNamedType(field.type);
    const members = isUnionType(type) ? type.getTypes() : [type];
    const shown = members.flatMap((member) => (isObjectType(member) ? Object.keys(member.getFields()) : []));
    return shown.some((name) => /token|secret/i.test(name));
  });
  const names = telling.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['createApiKey', 'rotateApiKey']));
  expect(telling.filter(({ extensions }) => !extensions.isSecret).map(({ name }) => name)).toEqual([]);
});

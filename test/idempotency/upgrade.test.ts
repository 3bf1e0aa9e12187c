import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encrypt } from '../../src/idempotency/encrypt.ts';
import { readIdempotentRequest } from '../../src/idempotency/graphql-read-request.ts';
import { hashToken } from '../../src/platform/id-generator.ts';
import { applyMigrations } from '../../src/platform/postgres/migrate.ts';
import { toTaggedJson } from '../../src/values/tagged-json.ts';
import { createEmptyDatabase } from '../support/database.ts';
import { type StartedGateway, startGateway } from '../support/gateway.ts';
import { dataOf, isReplay, sendKeyed } from './send-keyed.ts';

const MIGRATIONS = 'prisma/migrations';
const ERROR_CODES = '20261129120000_error_codes';

const ids = {
  accountId: '01900000-0000-7000-8000-000000000001',
  apiKeyId: '01900000-0000-7000-8000-000000000002',
};
const token = `sk_live_${'a'.repeat(43)}`;
const money = { minor: 1_000n, currency: 'USD' };

/** The errors as they were stored before, by the names of their classes. */
const stored = [
  { refusal: 'InvalidInput', data: { issues: [] }, code: 'INVALID_INPUT' },
  { refusal: 'NotFound', data: {}, code: 'NOT_FOUND' },
  { refusal: 'InvalidState', data: { state: 'TRASHED' }, code: 'INVALID_STATE' },
  { refusal: 'PaymentExceedsDue', data: { totalDue: money, payable: money }, code: 'PAYMENT_EXCEEDS_DUE' },
  {
    refusal: 'PartialPaymentNotAllowed',
    data: { totalDue: money, payable: money },
    code: 'PARTIAL_PAYMENT_NOT_ALLOWED',
  },
  { refusal: 'VersionConflict', data: { currentVersion: 7 }, code: 'VERSION_CONFLICT' },
  { refusal: 'StatementNoTaken', data: { statementNo: 'A-1' }, code: 'STATEMENT_NO_TAKEN' },
  { refusal: 'RefundExceedsPayment', data: { refundable: money }, code: 'REFUND_EXCEEDS_PAYMENT' },
];

const input = {
  recordPayment: 'invoiceId: "x", amount: "1", method: CASH',
  updateInvoice: 'id: "x"',
  refundPayment: 'paymentId: "x"',
};
const mutationOf: Record<string, keyof typeof input> = {
  VersionConflict: 'updateInvoice',
  StatementNoTaken: 'updateInvoice',
  RefundExceedsPayment: 'refundPayment',
};

function queryOf(refusal: string): { name: string; query: string } {
  const name = mutationOf[refusal] ?? 'recordPayment';
  const selection = `__typename ... on Error { message code } ${refusal === 'VersionConflict' ? '... on VersionConflict { currentVersion }' : ''}`;
  return { name, query: `mutation { ${name}(input: { ${input[name]} }) { ${selection} } }` };
}

const SECRET_ANSWER = 'mutation { rotateApiKey(id: "x") { __typename } }';
const secretAnswer = { rotateApiKey: { __typename: 'NotFound' } };

let gateway: StartedGateway;
beforeAll(async () => {
  const database = await createEmptyDatabase();
  await applyEarlierMigrations(database.url);
  await insertOldRows(database.url);
  expect((await applyMigrations(database.url)).applied[0]).toBe(ERROR_CODES);
  gateway = await startGateway({ database });
});
afterAll(() => gateway.stop());

async function applyEarlierMigrations(url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  for (const name of await readdir(MIGRATIONS)) {
    if (name < ERROR_CODES) await cp(join(MIGRATIONS, name), join(folder, name), { recursive: true });
  }
  await applyMigrations(url, folder);
  await rm(folder, { recursive: true });
}

async function insertOldRows(url: string): Promise<void> {
  const { accountId, apiKeyId } = ids;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `INSERT INTO "Account" (id, name, "createdAt", "updatedAt") VALUES ($1, 'Acme', now(), now())`,
    [accountId],
  );
  await client.query(
    `INSERT INTO "ApiKey" ("accountId", id, name, prefix, "tokenHash", abilities, "createdAt")
     VALUES ($1, $2, 'First key', 'sk_live_', $3, enum_range(NULL::"Ability"), now())`,
    [accountId, apiKeyId, hashToken(token)],
  );
  const insertKey = (key: string, query: string, answer: string | null = null) =>
    client.query(
      `INSERT INTO "IdempotencyKey" ("accountId", key, "requestHash", "apiKeyId", "expiresAt", answer, "isSealed")
       VALUES ($1, $2, $3, $4, '2100-01-01', $5::text, $5::text IS NOT NULL)`,
      [accountId, key, hashOf(key, query), apiKeyId, answer],
    );
  for (const { refusal, data } of stored) {
    const { name, query } = queryOf(refusal);
    await insertKey(refusal, query);
    await client.query(
      `INSERT INTO "IdempotencyOutcome" ("accountId", key, "responseKey", refusal, content, "isSealed")
       VALUES ($1, $2, $3, $2, $4, false)`,
      [accountId, refusal, name, toTaggedJson({ message: `As it was: ${refusal}.`, data })],
    );
  }
  const context = [accountId, 'secret'];
  await insertKey('secret', SECRET_ANSWER, encrypt(JSON.stringify(secretAnswer), { token, context }));
  await client.end();
}

function hashOf(key: string, query: string): Uint8Array {
  const actor = { ...ids } as Parameters<typeof readIdempotentRequest>[1]['actor'];
  const args = { document: parse(query) } as Parameters<typeof readIdempotentRequest>[0];
  return readIdempotentRequest(args, { key, token, actor })!.requestHash;
}

test.each(stored)('$refusal, stored before errors had codes, is replayed as $code', async (row) => {
  const { refusal, code, data } = row;
  const { name, query } = queryOf(refusal);
  const again = await sendKeyed({ url: gateway.url, token }, { key: refusal, query });
  expect(dataOf(again)[name]).toEqual({
    ...{ __typename: refusal, message: `As it was: ${refusal}.`, code },
    ...('currentVersion' in data && data),
  });
  expect(isReplay(again)).toBe(true);
});

test('an encrypted answer that was stored before is replayed', async () => {
  const again = await sendKeyed({ url: gateway.url, token }, { key: 'secret', query: SECRET_ANSWER });
  expect(dataOf(again)).toEqual(secretAnswer);
  expect(isReplay(again)).toBe(true);
});

import { beforeAll, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { TestClock } from '../support/clock.ts';
import { useGateway } from '../support/gateway.ts';
import { countPayments, dataOf, isReplay, PAY, payment, sendKeyed } from './send-keyed.ts';

const clock = new TestClock('2026-03-01T09:00:00.000Z');
const gateway = useGateway({ clock });
let caller: Caller;
let invoice: Answer;
beforeAll(async () => {
  caller = await gateway.createCaller();
  invoice = await caller.createInvoice();
});

async function counts(): Promise<unknown> {
  const { rows } = await gateway.gateway.database.pool.query(`
    SELECT (SELECT count(*)::int FROM "IdempotencyKey") AS keys,
           (SELECT count(*)::int FROM "IdempotencyOutcome") AS outcomes`);
  return rows[0];
}

test('a key holds for 24 hours, and is new then, cleaned up or not', async () => {
  const request = { key: 'once', query: PAY, variables: payment(invoice.id) };
  const first = await sendKeyed(caller, request);
  clock.moveTo('2026-03-02T08:59:59.999Z');
  expect((await sendKeyed(caller, request)).text).toBe(first.text);

  clock.moveTo('2026-03-02T09:00:00.000Z');
  const other = { ...request, variables: payment(invoice.id, '2.00') };
  const second = await sendKeyed(caller, other);
  expect(isReplay(second)).toBe(false);
  expect(dataOf(second).recordPayment.payment.amount.amount).toBe('2.00');
  expect((await sendKeyed(caller, request)).status).toBe(422);
  expect((await sendKeyed(caller, other)).text).toBe(second.text);
  expect(await countPayments(caller, invoice.id)).toBe(2);
});

test('what is too old is forgotten, and nothing else', async () => {
  clock.moveTo('2026-03-10T09:00:00.000Z');
  await gateway.work();
  expect(await counts()).toEqual({ keys: 0, outcomes: 0 });

  await gateway.gateway.database.pool.query(`
    INSERT INTO "IdempotencyKey" ("accountId", key, "requestHash", "apiKeyId", "expiresAt")
    SELECT "accountId", 'old-' || n, '', id, timestamptz '2026-03-10 10:00Z' FROM "ApiKey", generate_series(1, 1200) AS n`);
  await gateway.gateway.database.pool.query(`
    INSERT INTO "IdempotencyOutcome" ("accountId", key, "responseKey", content, "isSealed")
    SELECT "accountId", key, 'pay', '{}', false FROM "IdempotencyKey"`);
  dataOf(await sendKeyed(caller, { key: 'new', query: PAY, variables: payment(invoice.id) }));

  clock.moveTo('2026-03-10T09:59:59.999Z');
  await gateway.work();
  expect(await counts()).toEqual({ keys: 1_201, outcomes: 1_201 });
  clock.moveTo('2026-03-10T10:00:00.000Z');
  await gateway.work();
  expect(await counts()).toEqual({ keys: 1, outcomes: 1 });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { followLogs } from '../../src/webhooks/follow-logs.ts';
import type { Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { useGateway } from '../support/gateway.ts';
import { createWebhook } from './make-webhook.ts';

const gateway = useGateway();
let callers: Caller[];
beforeEach(async () => {
  callers = [];
  for (let made = 0; made < 5; made++) {
    const caller = await gateway.createCaller();
    await createWebhook(caller, { url: 'http://127.0.0.1:9/' });
    await caller.createOrganization();
    callers.push(caller);
  }
});
afterEach(() => gateway.gateway.database.prisma.$executeRaw`DELETE FROM "Webhook"`);

/** The accounts, some of whose events were queued, in the order in which they were made. */
async function reached(): Promise<number[]> {
  const rows = await gateway.gateway.database.prisma.$queryRaw<{ accountId: string }[]>`
    SELECT DISTINCT "accountId" FROM "WebhookDelivery"`;
  const accountIds = rows.map(({ accountId }) => accountId);
  return callers.flatMap((caller, index) => (accountIds.includes(uuidOf(caller.accountId)) ? [index] : []));
}

test('all accounts that are behind are reached, a few at a time', async () => {
  const logs = followLogs(gateway.gateway, { accountsAtOnce: 2 });
  expect(await logs.read()).toBe(true);
  expect(await reached()).toHaveLength(2);
  expect(await logs.read()).toBe(true);
  expect(await reached()).toHaveLength(4);
  expect(await logs.read()).toBe(false);
  expect(await reached()).toHaveLength(5);
});

test('an account that is always behind keeps no other waiting', async () => {
  const { prisma } = gateway.gateway.database;
  const first = [...callers].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))[0]!;
  // Another transaction has its webhooks, and does not let them go.
  await prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Webhook" WHERE "accountId" = ${uuidOf(first.accountId)}::uuid FOR UPDATE`;
    const logs = followLogs(gateway.gateway, { accountsAtOnce: 1 });
    while (await logs.read());
  });
  expect(await reached()).toEqual([0, 1, 2, 3, 4].filter((index) => callers[index] !== first));
});

test('logs that grow here are read at once, a few at a time, of accounts that are known', async () => {
  const logs = followLogs(gateway.gateway, { accountsAtOnce: 2 });
  const isFollowed = () => callers.map(({ accountId }) => logs.follows(uuidOf(accountId)));
  expect(isFollowed()).toEqual([false, false, false, false, false]);
  while (await logs.read());
  expect(isFollowed()).toEqual([true, true, true, true, true]);
  for (const caller of callers) await caller.createOrganization();
  while (await logs.read());
  const { rows } = await gateway.gateway.database.pool.query('SELECT count(*)::int FROM "WebhookDelivery"');
  expect(rows).toEqual([{ count: 10 }]);
});

test('no more accounts are remembered than there is room for', async () => {
  const logs = followLogs(gateway.gateway, { maxKnown: 2 });
  while (await logs.read());
  const isFollowed = callers.map(({ accountId }) => logs.follows(uuidOf(accountId)));
  expect(isFollowed.filter(Boolean)).toHaveLength(2);
});

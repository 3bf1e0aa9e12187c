import { afterAll, expect, test, vi } from 'vitest';
import { createAccount } from '../../src/accounts/create-account.ts';
import { createOrganization } from '../../src/connections/create-organization.ts';
import { createRecurringInvoice } from '../../src/recurring/create-recurring-invoice.ts';
import { useGateway } from '../support/gateway.ts';
import { findFreePort, killProcesses, startProcess } from '../support/gateway-process.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const PROFILES = 500;
const ACCOUNTS = 5;

const gateway = useGateway();
afterAll(() => {
  vi.resetConfig();
  killProcesses();
});

/** Profiles that bill monthly from a date on; they are drafts. */
async function createProfiles(count: number, startDate: string): Promise<void> {
  const own = gateway.gateway;
  const { accountId } = await createAccount(own, own.database.prisma, { name: 'Acme', plan: 'FREE' });
  const actor = { gateway: own, accountId };
  const { id: connectionId } = await createOrganization(actor, {
    ...{ name: 'Northwind', businessEmail: 'office@northwind.test', language: 'EN_US', currency: 'USD' },
  });
  const lineItems = [{ item: { description: 'Hosting', price: '25.00', quantity: '1' } }];
  const create = (index: number) =>
    createRecurringInvoice(actor, {
      ...{ connectionId, recurringMethod: 'AUTO_SEND', startDate, profileName: `Hosting ${index}` },
      ...{ intervalUnit: 'MONTHS', interval: 1, occurrences: 0, dueInDays: 14, lineItems },
    });
  for (let index = 0; index < count; index += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, step) => create(index + step)));
  }
}

test('four nodes with 500 profiles that fall due at once make 500 invoices, and no more', async () => {
  const today = new Date().toISOString().slice(0, 10);
  for (let account = 0; account < ACCOUNTS; account += 1) await createProfiles(PROFILES / ACCOUNTS, today);
  const { pool } = gateway.gateway.database;
  const env = {
    DATABASE_URL: pool.options.connectionString!,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    EVENT_RETENTION_DAYS: '3650',
  };
  const nodes = await Promise.all(
    [1, 2, 3, 4].map(async () =>
      startProcess(
        { ...env, PORT: await findFreePort(), DATA_DIR: gateway.gateway.config.dataDir },
        { hasDemo: false },
      ),
    ),
  );

  await pool.query(`UPDATE "RecurringInvoice" SET state = 'ACTIVE'`);

  const left = async () =>
    (await pool.query(`SELECT count(*)::int FROM "RecurringInvoice" WHERE "iterationNo" = 0`)).rows[0].count;
  await expect.poll(left, { timeout: 100_000, interval: 100 }).toBe(0);
  const queued = async () =>
    (await pool.query(`SELECT count(*)::int FROM "Delivery" WHERE state <> 'SENT'`)).rows[0].count;
  await expect.poll(queued, { timeout: 100_000, interval: 100 }).toBe(0);
  for (const { child, ended } of nodes) {
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  }

  const { rows } = await pool.query(`
    SELECT count(*)::int AS invoices, count(DISTINCT "recurringInvoiceId")::int AS profiles,
      count(DISTINCT ("accountId", "statementNo"))::int AS numbers,
      count(*) FILTER (WHERE date = '${today}' AND state = 'SENT')::int AS sent,
      (SELECT count(DISTINCT "invoiceId")::int FROM "Delivery" WHERE attempts = 1) AS mails,
      (SELECT count(*)::int FROM "Delivery") AS deliveries,
      (SELECT count(*)::int FROM "Event" WHERE type = 'INVOICE_CREATED') AS events,
      (SELECT bool_and("eventSeq" = (SELECT count(*) FROM "Event" AS e WHERE e."accountId" = a.id))
        FROM "Account" AS a) AS gapless
    FROM "Invoice"`);
  expect(rows).toEqual([
    {
      invoices: PROFILES,
      profiles: PROFILES,
      numbers: PROFILES,
      sent: PROFILES,
      mails: PROFILES,
      deliveries: PROFILES,
      events: PROFILES,
      gapless: true,
    },
  ]);
});

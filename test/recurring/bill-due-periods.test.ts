import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assembleGateway } from '../../src/open-gateway.ts';
import type { Gateway } from '../../src/platform/gateway.ts';
import { transact } from '../../src/platform/transact.ts';
import { billDuePeriods } from '../../src/recurring/bill-due-periods.ts';
import { billPeriod } from '../../src/recurring/bill-period.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import { eventNames } from '../support/events.ts';
import { useGateway } from '../support/gateway.ts';
import { hold } from '../support/hold.ts';
import { datesOf, invoicesOf, readProfile, startProfile, take, updateProfile } from './make-profile.ts';

// Two gateways over one database: what is due, either may bill.
const near = useGateway();
let far: Gateway;
let caller: Caller;
let connectionId: string;
beforeAll(async () => {
  const { config, clock, log, database } = near.gateway;
  far = assembleGateway(config, database.pool.options.connectionString!, { clock, log });
  await sql(
    'CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION $a$No.$a$; END $$',
  );
});
beforeEach(async () => {
  near.clock.moveTo('2026-01-15T09:00:00Z');
  caller = await near.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});
// So that no test's profiles are billed in another.
afterEach(() => sql(`UPDATE "RecurringInvoice" SET state = 'CLOSED'`));
afterAll(async () => {
  await far.events.close();
  await far.database.close();
});

async function sql(text: string): Promise<void> {
  await near.gateway.database.pool.query(text);
}

async function workOn(day: string): Promise<void> {
  near.clock.moveTo(day);
  await near.work();
}

async function billAll(gateway: Gateway): Promise<void> {
  while (await billDuePeriods(gateway));
}

const monthly = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'];

describe('each period is billed once', () => {
  test('however many gateways bill at the same time', async () => {
    const options = { connectionId, recurringMethod: 'AUTO_SEND', occurrences: 6 };
    const profiles = await Promise.all(Array.from({ length: 6 }, () => startProfile(caller, options)));
    near.clock.moveTo('2026-12-31');
    await Promise.all([billAll(near.gateway), billAll(far), billAll(near.gateway), billAll(far)]);
    for (const { id } of profiles) {
      expect(await datesOf(caller, id)).toEqual(monthly);
      expect(await readProfile(caller, id)).toMatchObject({ state: 'COMPLETED', iterationNo: 6 });
    }
    const made = await Promise.all(
      profiles.map(({ id }) => invoicesOf(caller, id, 'statementNo deliveries { id }')),
    );
    expect(new Set(made.flat().map(({ statementNo }) => statementNo)).size).toBe(36);
    expect(made.flat().every(({ deliveries }) => deliveries.length === 1)).toBe(true);
    const types = ['INVOICE_CREATED', 'INVOICE_SENT'];
    expect((await eventNames(caller, types)).sort()).toEqual([
      ...Array(36).fill('invoice.created'),
      ...Array(36).fill('invoice.sent'),
    ]);
  });

  test('by the one that is at it; the other passes on to what is left', async () => {
    const mine = await startProfile(caller, { connectionId });
    const stranger = await near.createCaller();
    const organization = await stranger.createOrganization();
    near.clock.moveTo('2026-01-31');
    // What is held is wanted last: the invoice is written by then, and is not committed.
    const account = [uuidOf(caller.accountId)];
    const held = await hold(near.gateway, 'SELECT FROM "Account" WHERE id = $1 FOR UPDATE', account);
    const billing = billDuePeriods(near.gateway);
    await held.waiters(1);
    expect(await billDuePeriods(far)).toBe(false);

    const theirs = await startProfile(stranger, { connectionId: organization.id });
    expect(await billDuePeriods(far)).toBe(true);
    expect(await datesOf(stranger, theirs.id)).toEqual(['2026-01-31']);
    await held.release();

    expect(await billing).toBe(true);
    expect(await datesOf(caller, mine.id)).toEqual(['2026-01-31']);
    expect(await billDuePeriods(far)).toBe(false);
  });

  test('also by one that found it due before the other had billed it', async () => {
    const { id } = await startProfile(caller, { connectionId });
    near.clock.moveTo('2026-01-31');
    const actor = { gateway: far, accountId: uuidOf(caller.accountId) };
    const bill = () => transact(actor, (unit) => billPeriod(unit, uuidOf(id)));
    expect(await bill()).toBe(true);
    expect(await bill()).toBe(false);
    expect(await datesOf(caller, id)).toEqual(['2026-01-31']);
  });

  test.each<[string, (id: string) => Promise<Answer>]>([
    ['closed', (id) => take(caller, 'close', id)],
    ['in the trash', (id) => take(caller, 'trash', id)],
    ['moved to another date', (id) => updateProfile(caller, { id, nextBillingDate: '2026-02-10' })],
  ])('unless it was found due, and is %s since', async (_, change) => {
    const { id } = await startProfile(caller, { connectionId });
    near.clock.moveTo('2026-01-31');
    await change(id);
    const actor = { gateway: far, accountId: uuidOf(caller.accountId) };
    expect(await transact(actor, (unit) => billPeriod(unit, uuidOf(id)))).toBe(false);
    expect(await datesOf(caller, id)).toEqual([]);
  });
});

describe('periods that were missed while no gateway ran', () => {
  test('are made up for, each with its own date', async () => {
    const { id } = await startProfile(caller, { connectionId, dueInDays: 10 });
    await workOn('2026-07-01');
    const made = await invoicesOf(caller, id, 'date dueDate createdAt');
    expect(made.map(({ date }) => date)).toEqual(monthly);
    expect(made[1]).toEqual({
      date: '2026-02-28',
      dueDate: '2026-03-10',
      createdAt: '2026-07-01T00:00:00.000Z',
    });
  });

  test('are no more than its occurrences', async () => {
    const { id } = await startProfile(caller, { connectionId, occurrences: 3 });
    await workOn('2026-07-01');
    expect(await datesOf(caller, id)).toEqual(monthly.slice(0, 3));
  });
});

test('dates follow the day of the month that it began with, through leap years', async () => {
  const quarterly = await startProfile(caller, { connectionId, interval: 3, startDate: '2027-08-31' });
  const yearly = await startProfile(caller, {
    ...{ connectionId, intervalUnit: 'YEARS', startDate: '2024-02-29' },
  });
  const daily = await startProfile(caller, {
    ...{ connectionId, intervalUnit: 'DAYS', interval: 10, startDate: '2028-02-19' },
  });
  await workOn('2028-03-10');
  expect(await datesOf(caller, quarterly.id)).toEqual(['2027-08-31', '2027-11-30', '2028-02-29']);
  expect(await datesOf(caller, yearly.id)).toEqual([
    ...['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'],
  ]);
  expect(await datesOf(caller, daily.id)).toEqual(['2028-02-19', '2028-02-29', '2028-03-10']);
});

describe('a profile that cannot be billed', () => {
  const condition = `WHEN (NEW.summary = 'Poison')`;
  beforeEach(() =>
    sql(
      `CREATE TRIGGER refuse BEFORE INSERT ON "Invoice" FOR EACH ROW ${condition} EXECUTE FUNCTION refuse()`,
    ),
  );
  afterEach(() => sql('DROP TRIGGER IF EXISTS refuse ON "Invoice"'));

  test('keeps no other from being billed, and is billed as soon as it can be', async () => {
    const wrong = await startProfile(caller, { connectionId, summary: 'Poison' });
    const others = [
      await startProfile(caller, { connectionId }),
      await startProfile(caller, { connectionId }),
    ];
    await workOn('2026-02-28');
    for (const { id } of others) expect(await datesOf(caller, id)).toEqual(monthly.slice(0, 2));
    expect(await readProfile(caller, wrong.id)).toEqual(wrong);

    await sql('DROP TRIGGER refuse ON "Invoice"');
    near.clock.moveTo('2026-03-01');
    await near.work();
    const made = await invoicesOf(caller, wrong.id, 'date statementNo');
    // No number was lost to what failed.
    expect(made.map(({ date }) => date)).toEqual(monthly.slice(0, 2));
    expect(made.map(({ statementNo }) => statementNo)).toEqual(['IN-005', 'IN-006']);
  });
});

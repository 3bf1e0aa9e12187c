import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { Answer } from '../support/caller.ts';
import { ISSUES, issuesOf } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { createPeter, createPorter, type Porter, SAMPLE_INSTANT, testRows } from './hiveage.ts';
import { CONTENT, content, shownContent } from './sample-content.ts';

const gateway = useGateway();
let porter: Porter;
let peter: Answer;
beforeEach(async () => {
  porter = await createPorter(gateway);
  peter = await createPeter(porter);
});
// So that no test's profiles are billed in another.
afterEach(() => gateway.gateway.database.pool.query(`UPDATE "RecurringInvoice" SET state = 'CLOSED'`));

// What the sample says of each invoice, and of when they are made.
const billing = {
  summary: 'Invoice summary',
  note: 'Invoice Note',
  paymentOptions: ['PAYPAL', 'CASH', 'CHECK'],
  allowPartialPayments: true,
  sendReceiptsAutomatically: true,
  sendReminders: false,
  poNumber: 'PO-number',
};
const said = {
  ...billing,
  recurringMethod: 'SAVE_DRAFT',
  startDate: '2015-01-18',
  profileName: 'RI-bill',
  profileNo: 'MAC',
  occurrences: 5,
  interval: 1,
  intervalUnit: 'YEARS',
  dueInDays: 15,
};
const BILLING = `
  summary note poNumber paymentOptions allowPartialPayments sendReceiptsAutomatically sendReminders
  connection { id hashKey displayName } ${CONTENT}`;
const FIELDS = `
  id hashKey state recurringMethod startDate nextBillingDate profileName profileNo occurrences interval
  intervalUnit iterationNo dueInDays createdAt ${BILLING}`;

async function create(input: object = {}): Promise<Answer> {
  const whole = { connectionId: peter.id, ...said, ...content, ...input };
  const { recurringInvoice } = await porter.make(
    'createRecurringInvoice',
    whole,
    `recurringInvoice { ${FIELDS} }`,
  );
  return recurringInvoice;
}

async function find(hashKey: string, fields = FIELDS): Promise<Answer> {
  const query = `query($hashKey: String!) { recurringInvoice(by: { hashKey: $hashKey }) { ${fields} } }`;
  return (await porter.run(query, { hashKey })).recurringInvoice;
}

async function activate(id: string): Promise<string> {
  const fields = 'recurringInvoice { state }';
  return (await porter.makeById('activateRecurringInvoice', id, fields)).recurringInvoice.state;
}

async function list(variables: object = {}): Promise<string[]> {
  const query = `query($orderBy: RecurringInvoiceOrder, $first: Int) {
    recurringInvoices(orderBy: $orderBy, first: $first) { nodes { profileName } }
  }`;
  const { recurringInvoices } = await porter.run(query, variables);
  return recurringInvoices.nodes.map(({ profileName }: Answer) => profileName);
}

describe('Hiveage: recurring invoices', () => {
  testRows('recurring-invoices', {
    'POST rinv': async () => {
      expect(await create()).toEqual({
        ...said,
        ...shownContent,
        id: expect.any(String),
        hashKey: expect.any(String),
        state: 'DRAFT',
        nextBillingDate: '2015-01-18',
        iterationNo: 0,
        connection: peter,
        createdAt: SAMPLE_INSTANT,
      });
      // The date of Hiveage's sample request is none.
      const wrong = { ...said, connectionId: peter.id, startDate: '2015-02-30' };
      expect(issuesOf(await porter.mutate('createRecurringInvoice', wrong, ISSUES))).toEqual([
        'startDate: INVALID_DATE',
      ]);
    },

    'GET rinv/:hash_key': async () => {
      const profile = await create();
      expect(await find(profile.hashKey)).toEqual(profile);
      expect(await find('q00MYh2dywH6RA')).toBeNull();
    },

    'PUT rinv/:hash_key': async () => {
      const profile = await create({ startDate: '2015-10-18' });
      const changes = {
        ...{ summary: 'Another summary', recurringMethod: 'AUTO_SEND', nextBillingDate: '2015-11-30' },
        ...{ occurrences: 4, interval: 2, intervalUnit: 'MONTHS', note: 'Another note' },
      };
      const { recurringInvoice } = await porter.make(
        'updateRecurringInvoice',
        { id: profile.id, ...changes },
        `recurringInvoice { ${FIELDS} }`,
      );
      expect(recurringInvoice).toMatchObject(changes);
      expect(recurringInvoice).toMatchObject({ profileName: 'RI-bill', ...shownContent });

      // "This cannot be updated after the first invoice is generated."
      await activate(profile.id);
      gateway.clock.moveTo('2015-11-30');
      await gateway.work();
      const late = { id: profile.id, startDate: '2015-12-24' };
      expect(await porter.mutate('updateRecurringInvoice', late)).toMatchObject({
        __typename: 'InvalidState',
      });
    },

    'DELETE rinv/:hash_key': async () => {
      const { id, hashKey } = await create();
      const { recurringInvoice } = await porter.makeById(
        'trashRecurringInvoice',
        id,
        'recurringInvoice { id trashedAt }',
      );
      expect(recurringInvoice).toEqual({ id, trashedAt: SAMPLE_INSTANT });
      // "It will not be deleted permanently."
      expect(await find(hashKey)).toMatchObject({ id });
      expect(await list()).toEqual([]);
    },

    'GET rinv': async () => {
      const second = { profileName: 'B', startDate: '2015-03-01', intervalUnit: 'DAYS' };
      await create(second);
      await activate((await create({ profileName: 'C', startDate: '2015-02-01', intervalUnit: 'WEEKS' })).id);
      await create({ profileName: 'A', startDate: '2015-04-01', intervalUnit: 'MONTHS' });

      const ascending = (field: string) => ({ orderBy: { field, direction: 'ASC' } });
      expect(await list(ascending('PROFILE_NAME'))).toEqual(['A', 'B', 'C']);
      expect(await list(ascending('NEXT_BILLING_DATE'))).toEqual(['C', 'B', 'A']);
      expect(await list(ascending('CREATED_AT'))).toEqual(['B', 'C', 'A']);
      expect(await list(ascending('INTERVAL_UNIT'))).toEqual(['B', 'C', 'A']);
      expect((await list(ascending('STATE'))).at(-1)).toBe('C');
      expect(await list({ orderBy: { field: 'PROFILE_NAME', direction: 'DESC' }, first: 2 })).toEqual([
        'C',
        'B',
      ]);
    },

    'GET rinv/:hash_key/invoices': async () => {
      const { id, hashKey } = await create();
      expect(await activate(id)).toBe('ACTIVE');
      await gateway.work();
      gateway.clock.moveTo('2016-01-18');
      await gateway.work();

      const { iterationNo, nextBillingDate, invoices } = await find(
        hashKey,
        `iterationNo nextBillingDate invoices(first: 20) { nodes { statementNo date dueDate state ${BILLING} } }`,
      );
      expect({ iterationNo, nextBillingDate }).toEqual({ iterationNo: 2, nextBillingDate: '2017-01-18' });
      const common = { ...billing, ...shownContent, state: 'DRAFT', connection: peter };
      // The lines' own dates stay as the profile has them.
      expect(invoices.nodes).toEqual([
        { ...common, statementNo: 'MAC-002', date: '2016-01-18', dueDate: '2016-02-02' },
        { ...common, statementNo: 'MAC-001', date: '2015-01-18', dueDate: '2015-02-02' },
      ]);
    },
  });
});

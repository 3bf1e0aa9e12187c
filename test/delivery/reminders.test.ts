import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueDueReminders } from '../../src/delivery/queue-due-reminders.ts';
import { assembleGateway } from '../../src/open-gateway.ts';
import type { Gateway } from '../../src/platform/gateway.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let other: Gateway;
beforeAll(() => {
  const { config, clock, log, database } = gateway.gateway;
  other = assembleGateway(config, database.pool.options.connectionString!, { clock, log });
});
afterAll(async () => {
  await other.events.close();
  await other.database.close();
});

/** An invoice that is due on 14 February, sent on 20 January. */
async function sendInvoice(caller: Caller, input: object = {}): Promise<string> {
  gateway.clock.moveTo('2026-01-20T09:00:00Z');
  const { id } = await caller.createInvoice({ dueDate: '2026-02-14', sendReminders: true, ...input });
  await caller.mutate('sendInvoice', { invoiceId: id });
  return id;
}

async function deliveriesOf(caller: Caller, id: string): Promise<string[]> {
  const { node } = await caller.run(
    `query($id: ID!) { node(id: $id) {
      ... on Invoice { deliveries { kind createdAt } } ... on Estimate { deliveries { kind createdAt } }
    } }`,
    { id },
  );
  return node.deliveries.map(({ kind, createdAt }: Answer) => `${createdAt.slice(5, 10)} ${kind}`);
}

/** Does each day's work, of so many days from a date on. */
async function passDays(from: string, days: number): Promise<void> {
  const start = Date.parse(`${from}T09:00:00Z`);
  for (let day = 0; day < days; day += 1) {
    gateway.clock.moveTo(new Date(start + day * 86_400_000).toISOString());
    await gateway.work();
    await gateway.work();
  }
}

test('three days before it is due, on that day, and 7 and 14 days after; once each', async () => {
  const caller = await gateway.createCaller();
  const id = await sendInvoice(caller);
  await passDays('2026-01-20', 60);
  expect(await deliveriesOf(caller, id)).toEqual([
    '01-20 STATEMENT',
    '02-11 REMINDER',
    '02-14 REMINDER',
    '02-21 REMINDER',
    '02-28 REMINDER',
  ]);
});

test('each once, however many nodes look at the same time', async () => {
  const caller = await gateway.createCaller();
  const ids = await Promise.all([1, 2, 3, 4].map(() => sendInvoice(caller)));
  gateway.clock.moveTo('2026-02-11T00:00:00Z');
  const nodes = [gateway.gateway, other, gateway.gateway, other];
  await Promise.all(nodes.map(queueDueReminders));
  for (const id of ids) expect(await deliveriesOf(caller, id)).toEqual(['01-20 STATEMENT', '02-11 REMINDER']);
});

test('of those that were missed while nothing ran only the last is sent', async () => {
  const caller = await gateway.createCaller();
  const id = await sendInvoice(caller);
  await passDays('2026-02-22', 1);
  expect(await deliveriesOf(caller, id)).toEqual(['01-20 STATEMENT', '02-22 REMINDER']);
});

test('what is paid meanwhile is not reminded of, what is paid in part is', async () => {
  const caller = await gateway.createCaller();
  const paid = await sendInvoice(caller);
  const owed = await sendInvoice(caller);
  await caller.recordPayment({ invoiceId: paid, amount: '100.00' });
  await caller.recordPayment({ invoiceId: owed, amount: '40.00' });
  await passDays('2026-02-11', 2);
  expect(await deliveriesOf(caller, paid)).toEqual(['01-20 STATEMENT']);
  expect(await deliveriesOf(caller, owed)).toEqual(['01-20 STATEMENT', '02-11 REMINDER']);
  const reminders = (await gateway.readMails()).filter(({ text }) => text?.includes('$60.00'));
  expect(reminders).toHaveLength(1);
});

describe('nothing is reminded of', () => {
  test('that is not to be', async () => {
    const caller = await gateway.createCaller();
    const id = await sendInvoice(caller, { sendReminders: false });
    await passDays('2026-02-11', 4);
    expect(await deliveriesOf(caller, id)).toEqual(['01-20 STATEMENT']);
  });

  test('that was not sent, not even when a payment came', async () => {
    const caller = await gateway.createCaller();
    gateway.clock.moveTo('2026-01-20T09:00:00Z');
    const draft = await caller.createInvoice({ dueDate: '2026-02-14', sendReminders: true });
    await caller.recordPayment({ invoiceId: draft.id, amount: '1.00' });
    await passDays('2026-02-11', 4);
    expect(await deliveriesOf(caller, draft.id)).toEqual([]);
  });

  test.each([
    ['an invoice', 'trashInvoice', (id: string) => id],
    ['a client', 'trashConnection', (_: string, connectionId: string) => connectionId],
  ])('in the trash: %s', async (_, mutation, which) => {
    const caller = await gateway.createCaller();
    const { id: connectionId } = await caller.createOrganization();
    const id = await sendInvoice(caller, { connectionId });
    await caller.mutateById(mutation, which(id, connectionId));
    await passDays('2026-02-11', 4);
    expect(await deliveriesOf(caller, id)).toEqual(['01-20 STATEMENT']);
  });
});

test('an estimate: three days before it expires, and on that day, unless it is accepted', async () => {
  const caller = await gateway.createCaller();
  const { id: connectionId } = await caller.createOrganization();
  gateway.clock.moveTo('2026-01-20T09:00:00Z');
  const send = async () => {
    const { estimate } = await caller.mutate(
      'createEstimate',
      { connectionId, date: '2026-01-20', expireDate: '2026-02-14', sendReminders: true },
      '... on CreateEstimateSuccess { estimate { id } }',
    );
    await caller.mutate('sendEstimate', { estimateId: estimate.id });
    return estimate.id;
  };
  const [open, accepted] = [await send(), await send()];
  await passDays('2026-02-11', 1);
  await caller.mutateById('acceptEstimate', accepted);
  await passDays('2026-02-12', 20);
  expect(await deliveriesOf(caller, open)).toEqual(['01-20 STATEMENT', '02-11 REMINDER', '02-14 REMINDER']);
  expect(await deliveriesOf(caller, accepted)).toEqual(['01-20 STATEMENT', '02-11 REMINDER']);
});

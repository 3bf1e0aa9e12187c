import { describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { anotherOf, appendEvents, endOfLog, readCursors } from '../support/event-log.ts';
import { listenByStream } from '../support/event-stream.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();

const CURSORS = 'subscription($after: String) { events(after: $after) { cursor } }';
const cursorOf = ({ events }: Answer): string => events.cursor;

async function createCallerWithLog(): Promise<Caller> {
  const caller = await gateway.createCaller();
  await caller.createOrganization();
  return caller;
}

describe('a listener that goes away and comes back with its last cursor', () => {
  test('hears what it missed, once, and goes on', async () => {
    const caller = await createCallerWithLog();
    const invoice = await caller.createInvoice();
    const query =
      'subscription($after: String) { paymentReceived(after: $after) { cursor payment { amount { amount } } } }';
    const heard: string[] = [];
    let after = await endOfLog(caller);
    const pay = (amount: string) => caller.recordPayment({ invoiceId: invoice.id, amount });

    for (const [missed, live] of [
      ['1.00', '2.00'],
      ['3.00', '4.00'],
      ['5.00', '6.00'],
    ] as const) {
      await pay(missed);
      const connection = anotherOf(caller);
      const listener = connection.listen(query, { after });
      for (const amount of [missed, live]) {
        if (amount === live) await pay(live);
        const { paymentReceived } = await listener.next();
        heard.push(paymentReceived.payment.amount.amount);
        after = paymentReceived.cursor;
      }
      await connection.close();
    }

    expect(heard).toEqual(['1.00', '2.00', '3.00', '4.00', '5.00', '6.00']);
  });

  test('again and again while others write, misses nothing and hears nothing twice', async () => {
    const caller = await createCallerWithLog();
    const begin = await endOfLog(caller);
    const WRITERS = 4;
    const EACH = 30;
    const write = async () => {
      for (let count = 0; count < EACH; count += 1) await caller.createOrganization();
    };
    const writing = Promise.all(Array.from({ length: WRITERS }, write));

    const heard: string[] = [];
    for (let visit = 0; heard.length < WRITERS * EACH; visit += 1) {
      const connection = anotherOf(caller);
      const variables = { after: heard.at(-1) ?? begin };
      const listener =
        visit % 2 === 0
          ? connection.listen(CURSORS, variables)
          : listenByStream(connection, CURSORS, variables);
      const stay = Math.min(1 + ((visit * 7) % 11), WRITERS * EACH - heard.length);
      for (let taken = 0; taken < stay; taken += 1) heard.push(cursorOf(await listener.next()));
      await listener.stop();
      await connection.close();
    }
    await writing;

    expect(heard).toEqual((await readCursors(caller)).slice(1));
    expect(heard).toHaveLength(WRITERS * EACH);
  });
});

test('a listener that asks for something else hears at once what no hint has told this node of yet', async () => {
  const caller = await createCallerWithLog();
  const after = await endOfLog(caller);
  const early = anotherOf(caller).listen('subscription($after: String) { events(after: $after) { name } }', {
    after,
  });
  await caller.createOrganization();
  await early.next();

  // The log is in memory up to here only.
  await appendEvents(gateway.gateway, caller, { count: 3 });
  const late = caller.listen(CURSORS, { after });

  for (const cursor of (await readCursors(caller)).slice(1)) {
    expect(cursorOf(await late.next())).toBe(cursor);
  }
  await early.stop();
  await caller.close();
});

describe('a listener that missed much', () => {
  test.each([501, 1000, 2345])('hears %i events at once, in order, and then what happens', async (count) => {
    const caller = await createCallerWithLog();
    const after = await endOfLog(caller);
    await appendEvents(gateway.gateway, caller, { count });
    const listeners = [caller.listen(CURSORS, { after }), listenByStream(caller, CURSORS, { after })];
    for (const { received } of listeners) await expect.poll(() => received.length).toBe(count);

    await caller.createOrganization();

    for (const { received } of listeners) {
      await expect.poll(() => received.length).toBe(count + 1);
      expect(received.map(cursorOf)).toEqual((await readCursors(caller)).slice(1));
    }
    await listeners[1]!.stop();
    await caller.close();
  });

  test('hears the events of some types among all of them', async () => {
    const caller = await createCallerWithLog();
    const after = await endOfLog(caller);
    await appendEvents(gateway.gateway, caller, { count: 700 });
    await caller.createOrganization({ name: 'In the middle' });
    await appendEvents(gateway.gateway, caller, { count: 700 });
    const listener = caller.listen(
      `subscription($after: String) {
        events(after: $after, types: [CLIENT_CREATED]) { ... on ClientCreatedEvent { connection { displayName } } }
      }`,
      { after },
    );
    expect((await listener.next()).events.connection.displayName).toBe('In the middle');
    await caller.createOrganization({ name: 'At the end' });
    expect((await listener.next()).events.connection.displayName).toBe('At the end');
    await caller.close();
  });
});

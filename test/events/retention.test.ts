import { beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { TestClock } from '../support/clock.ts';
import { anotherOf, appendEvents, readCursors } from '../support/event-log.ts';
import { openMessages } from '../support/event-stream.ts';
import { useGateway } from '../support/gateway.ts';

const CURSORS = 'subscription($after: String) { events(after: $after) { cursor } }';
const PAGE = `query($after: String) {
  events(after: $after) { nodes { cursor name } pageInfo { hasPreviousPage } }
}`;

const clock = new TestClock();
const gateway = useGateway({ clock, env: { EVENT_RETENTION_DAYS: '10' } });

/** An account with two events of 15 January, and two of the 20th. */
async function createAgingLog(): Promise<{ caller: Caller; cursors: string[] }> {
  clock.moveTo('2026-01-15T09:00:00Z');
  const caller = await gateway.createCaller();
  for (const name of ['One', 'Two']) await caller.createOrganization({ name });
  clock.moveTo('2026-01-20T09:00:00Z');
  for (const name of ['Three', 'Four']) await caller.createOrganization({ name });
  return { caller, cursors: await readCursors(caller) };
}

describe('events older than the retention', () => {
  let caller: Caller;
  let cursors: string[];
  beforeEach(async () => {
    ({ caller, cursors } = await createAgingLog());
    clock.moveTo('2026-01-25T09:00:01Z');
    await gateway.work();
  });

  test('are gone, and the log goes on from the others', async () => {
    expect(await readCursors(caller)).toEqual(cursors.slice(2));
    await caller.createOrganization({ name: 'Five' });
    const { events }: Answer = await caller.run(PAGE);
    expect(events.nodes).toHaveLength(3);
    expect(events.pageInfo.hasPreviousPage).toBe(false);
    const { events: next }: Answer = await caller.run(PAGE, { after: cursors[2] });
    expect(next.nodes).toHaveLength(2);
    expect(next.pageInfo.hasPreviousPage).toBe(true);
  });

  test('a cursor after which some are gone is refused with the oldest that works', async () => {
    const expected = { code: 'CURSOR_EXPIRED', oldestCursor: cursors[1] };
    const { body } = await caller.send(PAGE, { after: cursors[0] });
    expect(body.data).toEqual({ events: null });
    expect(body.errors).toMatchObject([{ extensions: expected, path: ['events'] }]);
    await expect(caller.listen(CURSORS, { after: cursors[0] }).ended()).rejects.toThrow('CURSOR_EXPIRED');
    const stream = openMessages(caller, { query: CURSORS }, { 'last-event-id': cursors[0]! });
    const { value } = await stream.next();
    expect(JSON.parse(value!.data).errors).toMatchObject([{ extensions: expected }]);

    const listener = anotherOf(caller).listen(CURSORS, { after: expected.oldestCursor });
    expect((await listener.next()).events.cursor).toBe(cursors[2]);
    expect((await listener.next()).events.cursor).toBe(cursors[3]);
    await listener.stop();
  });

  test('nothing more is forgotten before its time', async () => {
    clock.moveTo('2026-01-30T08:59:59Z');
    await gateway.work();
    expect(await readCursors(caller)).toEqual(cursors.slice(2));
    clock.moveTo('2026-01-30T09:10:00Z');
    await gateway.work();
    expect(await readCursors(caller)).toEqual([]);
    // The newest cursor holds on: nothing is missed after it.
    const { events }: Answer = await caller.run(PAGE, { after: cursors[3] });
    expect(events.nodes).toEqual([]);
  });
});

test('a log of many thousands is forgotten as a whole, and others are left alone', async () => {
  const { caller, cursors } = await createAgingLog();
  await appendEvents(gateway.gateway, caller, { count: 4_500 });
  await gateway.gateway.database.pool.query(
    `UPDATE "Event" SET "occurredAt" = '2026-01-21T09:00:00Z' WHERE "accountId" = $1 AND seq > 4`,
    [caller.accountId.split('_')[1]],
  );
  clock.moveTo('2026-01-31T10:00:00Z');
  const other = await gateway.createCaller();
  await other.createOrganization();

  await gateway.work();

  expect(await readCursors(caller)).toEqual([]);
  expect(await readCursors(other)).toHaveLength(1);
  const { body } = await caller.send(PAGE, { after: cursors[3] });
  expect(body.errors).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }]);
});

test('a listener that is live hears on, whatever is forgotten of what it was told', async () => {
  const { caller, cursors } = await createAgingLog();
  const listener = anotherOf(caller).listen(CURSORS, { after: cursors[3] });
  await caller.createOrganization({ name: 'Five' });
  await listener.next();
  // It is live: what it was told may be forgotten.
  clock.moveTo('2026-02-20T09:00:00Z');
  await gateway.work();
  await caller.createOrganization({ name: 'Six' });
  const { events } = await listener.next();
  expect(await readCursors(caller)).toEqual([events.cursor]);
  await listener.stop();
});

test.each(['0', '-1', '1.5', '3651', 'long'])('EVENT_RETENTION_DAYS=%s is refused', (text) => {
  expect(() => readConfig({ EVENT_RETENTION_DAYS: text })).toThrow('EVENT_RETENTION_DAYS must be');
});

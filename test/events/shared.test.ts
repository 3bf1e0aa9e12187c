import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { anotherOf, readCursors } from '../support/event-log.ts';
import { listenByStream, openStream } from '../support/event-stream.ts';
import { useGateway } from '../support/gateway.ts';
import type { Listener } from '../support/listener.ts';

const QUERY = `subscription($after: String, $types: [EventType!]) {
  events(types: $types, after: $after) { name ... on ClientCreatedEvent { connection { displayName } } }
}`;

const gateway = useGateway();
/** How often a connection was read. */
let reads = 0;
beforeAll(() => {
  const query = pg.Client.prototype.query;
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args as [string | { text: string }];
    const text = typeof statement === 'string' ? statement : statement.text;
    if (/^SELECT[\s\S]*FROM "Connection"/.test(text)) reads += 1;
    return Reflect.apply(query, this, args);
  } as typeof query);
});
afterAll(() => vi.restoreAllMocks());

let caller: Caller;
let cursors: string[];
beforeEach(async () => {
  caller = await gateway.createCaller();
  for (const name of ['Minus one', 'Zero']) await caller.createOrganization({ name });
  cursors = await readCursors(caller);
});

async function hear(listener: Listener, name: string): Promise<void> {
  for (;;) {
    const { connection } = (await listener.next()).events;
    if (connection?.displayName === name || connection === null) return;
  }
}

/** How many reads it takes to tell all of them an event of this account. */
async function readsToTell(listeners: Listener[], teller = caller): Promise<number> {
  await teller.createOrganization({ name: 'First' });
  for (const listener of listeners) await hear(listener, 'First');
  const before = reads;
  await teller.createOrganization({ name: 'Second' });
  for (const listener of listeners) await hear(listener, 'Second');
  return reads - before;
}

async function keyOf(owner: Caller, abilities: string[]): Promise<Caller> {
  const created = await owner.mutate(
    'createApiKey',
    { name: 'Other', abilities },
    '... on CreateApiKeySuccess { token }',
  );
  return anotherOf({ ...owner, token: created.token } as Caller);
}

async function leave(listeners: Listener[], callers: Caller[]): Promise<void> {
  for (const listener of listeners) await listener.stop();
  for (const one of callers) await one.close();
}

test('twenty listeners who ask for the same are told an event that was read once', async () => {
  const callers = [
    await keyOf(caller, ['EVENTS_READ', 'CONNECTIONS_READ']),
    await keyOf(caller, ['CONNECTIONS_READ', 'EVENTS_READ']),
  ];
  const listeners = Array.from({ length: 20 }, (_, index) => {
    const who = callers[index % 2]!;
    // Where they begin makes no difference to what they are told.
    const variables = { after: cursors[index % 3 === 0 ? 0 : 1], types: ['CLIENT_CREATED'] };
    return index % 4 < 2 ? who.listen(QUERY, variables) : listenByStream(who, QUERY, variables);
  });
  expect(await readsToTell(listeners)).toBe(1);
  await leave(listeners, callers);
});

test('those who ask for something else are told by a reading of their own', async () => {
  const after = cursors[1];
  const listeners = [
    caller.listen(QUERY, { after }),
    caller.listen(QUERY, { after, types: ['CLIENT_CREATED'] }),
    caller.listen(QUERY.replace('name ...', 'type ...'), { after }),
  ];
  expect(await readsToTell(listeners)).toBe(3);
  await leave(listeners, [caller]);
});

test('what the abilities of one key show is not told to another', async () => {
  const blind = await keyOf(caller, ['EVENTS_READ']);
  const seeing = await keyOf(caller, ['EVENTS_READ', 'CONNECTIONS_READ']);
  const variables = { after: cursors[1] };
  const told = seeing.listen(QUERY, variables);
  const refused = openStream(blind, QUERY, variables);
  await caller.createOrganization({ name: 'First' });

  expect(await told.next()).toEqual({
    events: { name: 'client.created', connection: { displayName: 'First' } },
  });
  expect((await refused.next()).value).toMatchObject({
    data: { events: { name: 'client.created', connection: null } },
    errors: [{ extensions: { code: 'FORBIDDEN', ability: 'CONNECTIONS_READ' } }],
  });
  await refused.return!();
  await leave([told], [seeing]);
});

test('listeners of two accounts who ask for the same hear each their own', async () => {
  const other = await gateway.createCaller();
  await other.createOrganization({ name: 'Zero' });
  const theirs = other.listen(QUERY, { after: (await readCursors(other)).at(-1) });
  const ours = caller.listen(QUERY, { after: cursors[1] });

  await other.createOrganization({ name: 'Theirs' });
  await caller.createOrganization({ name: 'Ours' });

  expect((await theirs.next()).events.connection.displayName).toBe('Theirs');
  expect((await ours.next()).events.connection.displayName).toBe('Ours');
  expect([theirs.received.length, ours.received.length]).toEqual([1, 1]);
  await leave([theirs, ours], [caller, other]);
});

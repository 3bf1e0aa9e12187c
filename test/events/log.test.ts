import { describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { endOfLog, readCursors, uuidOf } from '../support/event-log.ts';
import { listenByStream } from '../support/event-stream.ts';
import { useGateway } from '../support/gateway.ts';
import { walkForward } from '../support/pages.ts';

const gateway = useGateway();

describe('Query.events', () => {
  test('pages through the log, oldest first, whatever the size of the pages', async () => {
    const caller = await gateway.createCaller();
    for (let count = 0; count < 7; count += 1) await caller.createOrganization({ name: `Number ${count}` });
    for (const size of [1, 3, 7, 100]) {
      const read = async (variables: object) => {
        const { events } = await caller.run(
          `query($first: Int, $after: String) {
            events(first: $first, after: $after) {
              nodes { name ... on ClientCreatedEvent { connection { displayName } } }
              edges { cursor }
              pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            }
          }`,
          variables,
        );
        return events;
      };
      const nodes = await walkForward(read, size);
      expect(nodes.map(({ connection }: Answer) => connection.displayName)).toEqual(
        Array.from({ length: 7 }, (_, index) => `Number ${index}`),
      );
    }
  });

  test('keeps to the types that are asked for, and an event has one cursor everywhere', async () => {
    const caller = await gateway.createCaller();
    const invoice = await caller.createInvoice();
    await caller.recordPayment({ invoiceId: invoice.id, amount: '100.00' });
    const { paid, none, all } = await caller.run(`{
      paid: events(types: [INVOICE_PAID, INVOICE_CREATED]) { nodes { name type cursor } }
      none: events(types: [CLIENT_UPDATED]) { nodes { name } }
      all: events { edges { cursor node { id type cursor } } }
    }`);
    expect(paid.nodes.map(({ name }: Answer) => name)).toEqual(['invoice.created', 'invoice.paid']);
    expect(none.nodes).toEqual([]);
    for (const { cursor, node } of all.edges) expect(node.cursor).toBe(cursor);
    const { node } = await caller.run('query($id: ID!) { node(id: $id) { ... on Event { type cursor } } }', {
      id: all.edges.at(-1).node.id,
    });
    expect(node).toEqual({ type: 'INVOICE_PAID', cursor: paid.nodes[1].cursor });
  });

  test.each([-1, 101])('refuses a page of %i', async (first) => {
    const caller = await gateway.createCaller();
    const { body } = await caller.send('query($first: Int) { events(first: $first) { nodes { id } } }', {
      first,
    });
    expect(body.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'first' });
  });
});

describe('a place in the log that there is not is refused', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  const ownTail = (caller: Caller) => uuidOf(caller.accountId).slice(-12);

  const wrong: [string, (caller: Caller, other: Caller) => Promise<string> | string][] = [
    ['no cursor', () => 'nonsense'],
    ['an empty text', () => ''],
    ['a cursor of another list', () => encode('["DATE","2026-01-15"]')],
    ['a cursor of another account', async (_, other) => endOfLog(other)],
    ['a place beyond the end', (caller) => encode(`event:${ownTail(caller)}:2`)],
    ['a place far beyond the end', (caller) => encode(`event:${ownTail(caller)}:999999999999999999`)],
    ['a place too far for a number', (caller) => encode(`event:${ownTail(caller)}:${'9'.repeat(30)}`)],
    ['a place before the start', (caller) => encode(`event:${ownTail(caller)}:-1`)],
    ['a cursor with something behind it', async (caller) => `${await endOfLog(caller)}A`],
  ];

  test.each(wrong)('%s', async (_, make) => {
    const [caller, other] = [await gateway.createCaller(), await gateway.createCaller()];
    for (const account of [caller, other]) await account.createOrganization();
    const variables = { after: await make(caller, other) };
    const refusal = { code: 'INVALID_CURSOR', argument: 'after' };

    const { body } = await caller.send(
      'query($after: String) { events(after: $after) { nodes { id } } }',
      variables,
    );
    expect(body.data).toEqual({ events: null });
    expect(body.errors?.map(({ extensions }) => extensions)).toEqual([refusal]);

    for (const field of ['events', 'invoicePaid', 'paymentReceived']) {
      const query = `subscription($after: String) { ${field}(after: $after) { id } }`;
      await expect(caller.listen(query, variables).ended()).rejects.toThrow('INVALID_CURSOR');
      await expect(listenByStream(caller, query, variables).ended()).rejects.toThrow('INVALID_CURSOR');
    }
    await caller.close();
  });
});

test('who would listen for an object that there is not is told so', async () => {
  const [caller, other] = [await gateway.createCaller(), await gateway.createCaller()];
  const [own, foreign] = [await caller.createInvoice(), await other.createInvoice()];
  const { id: foreignConnection } = await other.createOrganization();
  const missing = '01900000-0000-7000-8000-000000000000';
  const wrong = {
    invoiceId: [foreign.id, `Invoice_${missing}`, `Organization_${uuidOf(own.id)}`, 'nonsense', ''],
    connectionId: [foreignConnection, `Organization_${missing}`, own.id, 'nonsense', ''],
  };
  for (const [argument, ids] of Object.entries(wrong)) {
    const query = `subscription($id: ID) { paymentReceived(${argument}: $id) { id } }`;
    for (const id of ids) {
      const message = await caller
        .listen(query, { id })
        .ended()
        .catch((error: Error) => error.message);
      expect(message).toContain('"NOT_FOUND"');
      expect(message).toContain(`"argument":"${argument}"`);
    }
  }
  await caller.close();
});

test('sixteen writers at once leave a log without gaps, and who reads along skips nothing', async () => {
  const caller = await gateway.createCaller();
  const invoices = await Promise.all(Array.from({ length: 4 }, () => caller.createInvoice()));
  const write = async (writer: number) => {
    for (let count = 0; count < 8; count += 1) {
      const { id } = invoices[(writer + count) % 4]!;
      if (count % 4 === 0) await caller.createOrganization();
      else if (count % 4 === 1) await caller.mutate('updateInvoice', { id, note: `${writer}-${count}` });
      else if (count % 4 === 2) await caller.recordPayment({ invoiceId: id, amount: '0.01' });
      // Refused, so it leaves no event, and no gap either.
      else await caller.recordPayment({ invoiceId: id, amount: '1000.00' });
    }
  };
  let writing = true;
  const done = Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer))).finally(() => {
    writing = false;
  });

  // One reader asks for what is new, again and again. What were committed behind its back, at a place
  // that it has passed, it would never see.
  const read: string[] = [];
  for (let last = false; !last; ) {
    last = !writing;
    const { events } = await caller.run(
      'query($after: String) { events(first: 100, after: $after) { nodes { cursor } pageInfo { hasNextPage } } }',
      { after: read.at(-1) },
    );
    read.push(...events.nodes.map(({ cursor }: Answer) => cursor));
    last &&= !events.pageInfo.hasNextPage;
  }
  await done;

  expect(read).toEqual(await readCursors(caller));
  const { rows } = await gateway.gateway.database.pool.query(
    `SELECT seq::int, "eventSeq"::int FROM "Event" JOIN "Account" AS a ON a.id = "accountId" WHERE a.id = $1 ORDER BY seq`,
    [uuidOf(caller.accountId)],
  );
  // Four invoices with their connections, and six changes by each of the writers.
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 8 + 16 * 6 }, (_, index) => index + 1));
  expect(rows[0].eventSeq).toBe(8 + 16 * 6);
});

import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Caller } from '../support/caller.ts';
import { endOfLog } from '../support/event-log.ts';
import { listenByStream, openStream } from '../support/event-stream.ts';
import { startGateway, useGateway } from '../support/gateway.ts';
import { exchange, post } from '../support/post.ts';
import { openSocket, say } from '../support/socket.ts';

// The gateway of this file is broken on purpose: its invoices' table is gone.
const gateway = useGateway();
let caller: Caller;
beforeAll(async () => {
  caller = await gateway.createCaller();
  await gateway.gateway.database.pool.query('DROP TABLE "Invoice" CASCADE');
});

const MASKED = {
  message: 'Internal server error.',
  extensions: { code: 'INTERNAL_SERVER_ERROR' },
};
/** Of what is inside, a caller may see nothing. */
const INSIDE = /relation|SELECT|INSERT|42P01|prisma|\.ts|stack|node_modules|"Invoice"/i;

test('a fault of a query is told without what is inside, and leaves the other fields answered', async () => {
  const query = '{ invoices { nodes { id } } connections { totalCount } }';
  // The third time, and from then on, the query runs as compiled code.
  for (let time = 1; time <= 4; time += 1) {
    const { status, json, text } = await post(
      gateway.url,
      { query },
      { authorization: `Bearer ${caller.token}` },
    );
    expect(status).toBe(200);
    expect(json?.data).toEqual({ invoices: null, connections: { totalCount: 0 } });
    expect(json?.errors).toMatchObject([{ ...MASKED, path: ['invoices'] }]);
    expect(text).not.toMatch(INSIDE);
  }
});

test('a fault of a mutation is told without what is inside, and leaves nothing half-written', async () => {
  const { id: connectionId } = await caller.createOrganization();
  const input = { connectionId, date: '2026-01-15', dueDate: '2026-02-14' };

  const { body } = await caller.send(
    'mutation($input: CreateInvoiceInput!) { createInvoice(input: $input) { __typename } }',
    { input },
  );

  expect(body.data).toEqual({ createInvoice: null });
  expect(body.errors).toMatchObject([{ ...MASKED, path: ['createInvoice'] }]);
  expect(JSON.stringify(body)).not.toMatch(INSIDE);
  const { events } = await caller.run('{ events { nodes { name } } }');
  expect(events.nodes).toEqual([{ name: 'client.created' }]);
});

test('a fault over the WebSocket is told without what is inside', async () => {
  const listener = caller.listen('{ invoices { nodes { id } } }');
  const ended = await listener.ended().catch((error: Error) => error.message);
  expect(ended).toContain(MASKED.message);
  expect(ended).toContain('INTERNAL_SERVER_ERROR');
  expect(ended).not.toMatch(INSIDE);
  await caller.close();
});

test('a fault before anything could be answered is a 500, told without what is inside', async () => {
  const broken = await startGateway();
  const { token } = await broken.createCaller();
  await broken.gateway.database.pool.query('DROP TABLE "ApiKey"');

  const answer = await post(
    broken.url,
    { query: '{ viewer { account { name } } }' },
    { authorization: `Bearer ${token}` },
  );

  expect(answer.status).toBe(500);
  expect(answer.json?.errors).toMatchObject([MASKED]);
  expect(answer.text).not.toMatch(INSIDE);
  await broken.stop();
});

test('a fault when a listener begins is told without what is inside', async () => {
  const query = `subscription($id: ID!) { paymentReceived(invoiceId: $id) { cursor } }`;
  const variables = { id: 'Invoice_01a1fbd3-0000-7000-8000-000000000000' };
  for (const listener of [caller.listen(query, variables), listenByStream(caller, query, variables)]) {
    const ended = await listener.ended().catch((error: Error) => error.message);
    expect(ended).toContain(MASKED.message);
    expect(ended).not.toMatch(INSIDE);
  }
  await caller.close();
});

test('a fault within an event is told without what is inside, and the listener goes on', async () => {
  const listening = await gateway.createCaller();
  await listening.createOrganization();
  const query = `subscription($after: String) {
    events(after: $after) { name ... on ClientCreatedEvent { connection { invoices { totalCount } } } }
  }`;
  const variables = { after: await endOfLog(listening) };
  const socket = createClient({
    url: listening.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${listening.token}` },
  });
  const sources = [openStream(listening, query, variables), socket.iterate({ query, variables })];

  for (const name of ['First', 'Second']) {
    await listening.createOrganization({ name });
    for (const source of sources) {
      const { value } = await source.next();
      expect(value).toEqual({
        data: { events: { name: 'client.created', connection: { invoices: null } } },
        errors: [{ ...MASKED, path: expect.any(Array), locations: expect.any(Array) }],
      });
      expect(JSON.stringify(value)).not.toMatch(INSIDE);
    }
  }
  for (const source of sources) await source.return?.();
  await socket.dispose();
});

test('a fault while a socket is let in closes it, without a word of what is inside', async () => {
  // The library tells the console.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const broken = await startGateway();
  await broken.gateway.database.pool.query('DROP TABLE "ApiKey" CASCADE');
  const socket = await openSocket(broken.url);
  const closed = once(socket, 'close');
  say(socket, { type: 'connection_init', payload: { authorization: 'Bearer sk_live_nonsense' } });

  const [code, reason] = await closed;
  expect(code).toBe(4500);
  expect(reason.toString()).toBe('Internal server error');
  await broken.stop();
});

test('the server goes on after all of these', async () => {
  expect((await exchange(new URL('/health', gateway.url).href)).status).toBe(200);
  expect(await caller.run('{ viewer { account { name } } }')).toEqual({
    viewer: { account: { name: 'Acme' } },
  });
});

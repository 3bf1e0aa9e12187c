import { beforeAll, describe, expect, test } from 'vitest';
import { readCursors } from '../support/event-log.ts';
import { listenByStream, openStream } from '../support/event-stream.ts';
import { useGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';
import { allBut, createKey, type KeyHolder } from './keys.ts';
import { listPlaces } from './needs.ts';

const gateway = useGateway();
let world: World;
let after: string;
beforeAll(async () => {
  world = await createWorld(gateway);
  after = (await readCursors(world.caller))[0]!;
});

const subscriptions = listPlaces().filter(({ type }) => type.name === 'Subscription');

/** Over WebSocket and over SSE. */
const LISTENS = [
  ['WebSocket', (key: KeyHolder, query: string) => key.listen(query, { after })],
  ['SSE', (key: KeyHolder, query: string) => listenByStream(key, query, { after })],
] as const;

describe.each(LISTENS)('over %s', (_, listen) => {
  test.each(subscriptions.map(({ field, ability }) => [field.name, ability!] as const))(
    'to listen to %s needs %s',
    async (name, ability) => {
      expect(ability).toBe('EVENTS_READ');
      const query = `subscription($after: String) { ${name}(after: $after) { __typename } }`;

      const without = await createKey(world.caller, allBut(ability));
      const refused = listen(without, query);
      await expect(refused.ended()).rejects.toThrow('"FORBIDDEN"');
      await expect(refused.ended()).rejects.toThrow(`"path":["${name}"]`);
      await expect(refused.ended()).rejects.toThrow(`"ability":"${ability}"`);
      expect(refused.received).toEqual([]);

      const having = await createKey(world.caller, [ability]);
      const listener = listen(having, query);
      expect(await listener.next()).toHaveProperty(name);
      await listener.stop();
      await Promise.all([without.close(), having.close()]);
    },
  );
});

test('what an event is about needs what it needs elsewhere, and the listener goes on', async () => {
  const key = await createKey(world.caller, ['EVENTS_READ', 'PAYMENTS_READ']);
  const stream = openStream(
    key,
    `subscription($after: String) {
      paymentReceived(after: $after) { cursor payment { receiptNo } invoice { statementNo } }
    }`,
    { after },
  );
  const refused = {
    path: ['paymentReceived', 'invoice'],
    extensions: { code: 'FORBIDDEN', ability: 'STATEMENTS_READ' },
  };
  const first = await stream.next();
  const { id: invoiceId } = await world.caller.createInvoice();
  await world.caller.recordPayment({ invoiceId, amount: '1.00' });
  const second = await stream.next();
  for (const { value } of [first, second]) {
    expect(value).toMatchObject({
      data: { paymentReceived: { payment: { receiptNo: expect.any(String) }, invoice: null } },
      errors: [refused],
    });
  }
  expect(second.value).not.toEqual(first.value);
  await stream.return?.();
});

import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../support/caller.ts';
import { endOfLog, readCursors } from '../support/event-log.ts';
import { openMessages } from '../support/event-stream.ts';
import { useGateway } from '../support/gateway.ts';

const gateway = useGateway();
let caller: Caller;
let begin: string;
beforeAll(async () => {
  caller = await gateway.createCaller();
  await caller.createOrganization({ name: 'Zero' });
  begin = await endOfLog(caller);
  for (const name of ['One', 'Two', 'Three']) await caller.createOrganization({ name });
});

const QUERY = `subscription($after: String) {
  events(after: $after) { ... on ClientCreatedEvent { connection { displayName } } }
}`;

test('each event of a stream has its cursor as its id, asked for or not', async () => {
  const stream = openMessages(caller, { query: QUERY, variables: { after: begin } });

  const messages = [await stream.next(), await stream.next(), await stream.next()].map(({ value }) => value!);

  expect(messages.map(({ id }) => id)).toEqual((await readCursors(caller)).slice(1));
  expect(JSON.parse(messages[0]!.data)).toEqual({ data: { events: { connection: { displayName: 'One' } } } });
  await stream.return!();
});

test('who comes back with Last-Event-ID goes on from there, whatever the document said at first', async () => {
  const [, , two] = await readCursors(caller);
  for (const variables of [{ after: begin }, {}]) {
    const stream = openMessages(caller, { query: QUERY, variables }, { 'last-event-id': two! });
    const { value } = await stream.next();
    expect(value!.data).toContain('Three');
    await stream.return!();
  }
});

test('a Last-Event-ID that is none of the log is refused by its name', async () => {
  const stream = openMessages(caller, { query: QUERY }, { 'last-event-id': 'bm9uZQ' });
  const { value } = await stream.next();
  expect(JSON.parse(value!.data).errors).toEqual([
    expect.objectContaining({
      message: 'Last-Event-ID is not the cursor of an event of this account.',
      extensions: { code: 'INVALID_CURSOR', argument: 'Last-Event-ID' },
    }),
  ]);
});

test('a stream is opened by GET, too, as browsers open theirs', async () => {
  const [, , two] = await readCursors(caller);
  const url = `${caller.url}?${new URLSearchParams({ query: QUERY })}`;
  const headers = {
    accept: 'text/event-stream',
    authorization: `Bearer ${caller.token}`,
    'last-event-id': two!,
  };
  const hangUp = new AbortController();
  const { body } = await fetch(url, { headers, signal: hangUp.signal });
  let text = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes('Three')) break;
  }
  const three = (await readCursors(caller)).at(-1);
  expect(text).toContain(
    `event: next\ndata: {"data":{"events":{"connection":{"displayName":"Three"}}}}\nid: ${three}\n\n`,
  );
  hangUp.abort();
});

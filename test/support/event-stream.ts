import type { Caller } from './caller.ts';
import { Listener } from './listener.ts';

/** Subscribes over SSE: one request, which is answered for as long as it is held. */
export function listenByStream(caller: Caller, query: string, variables?: object): Listener {
  return new Listener(openStream(caller, query, variables));
}

/** The results of an operation as they come over SSE. */
export function openStream(
  caller: Caller,
  query: string,
  variables?: object,
): AsyncIterableIterator<unknown> {
  const messages = openMessages(caller, { query, variables });
  return {
    ...messages,
    async next() {
      const { done, value } = await messages.next();
      return done ? { done, value: undefined } : { done: false, value: JSON.parse(value.data) };
    },
  };
}

/** What is sent to a listener, until the stream is completed. */
export function openMessages(
  caller: Caller,
  body: object,
  headers: Record<string, string> = {},
): AsyncIterableIterator<StreamMessage, void> {
  const hangUp = new AbortController();
  const results = readUntilComplete(caller, { body, headers, signal: hangUp.signal });
  return {
    next: () => results.next(),
    // A generator's own `return` would wait for the next event.
    async return() {
      hangUp.abort();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

export interface StreamMessage {
  event: string;
  data: string;
  id?: string;
}

async function* readUntilComplete(
  { url, token }: Caller,
  { body, headers: more, signal }: { body: object; headers: Record<string, string>; signal: AbortSignal },
): AsyncGenerator<StreamMessage, void> {
  const headers = {
    'content-type': 'application/json',
    accept: 'text/event-stream',
    authorization: `Bearer ${token}`,
    ...more,
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal });
    for await (const message of readMessages(response.body!)) {
      if (message.event === 'complete') return;
      if (message.event === 'next') yield message;
    }
    throw new Error('The stream broke off: it was not completed.');
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The messages of an event stream (HTML standard, 9.2), comments left out. */
async function* readMessages(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<StreamMessage, void> {
  let rest = '';
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block.split('\n').map((line) => [line.split(':', 1)[0], line.slice(line.indexOf(':') + 1).trim()]),
      );
      if (fields.event) yield { data: '', ...fields } as StreamMessage;
    }
  }
}

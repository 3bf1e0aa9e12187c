import { expect } from 'vitest';
import type { Visitor } from './visitor.ts';

/** What an open page hears. */
export interface LiveStream {
  /** All of it so far, heartbeats as well. */
  text(): string;
  /** Waits until so many changes were told, and no more. */
  changes(count: number): Promise<void>;
  /** Resolves when the server has ended it. */
  ended: Promise<void>;
  close(): void;
}

/** @param revision what the page shows; what it shows now if nothing is said */
export async function listenLive(visitor: Visitor, path: string, revision?: string): Promise<LiveStream> {
  const shown = revision ?? (await revisionAt(visitor, path));
  const hangUp = new AbortController();
  const response = await visitor.ask(`${path}/live?revision=${shown}`, { signal: hangUp.signal });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('cache-control')).toBe('no-store');
  let text = '';
  const ended = (async () => {
    try {
      for await (const part of response.body!.pipeThrough(new TextDecoderStream())) text += part;
    } catch (error) {
      if (!hangUp.signal.aborted) throw error;
    }
  })();
  const changed = 'event: changed\ndata:\n\n';
  const count = () => text.split(changed).length - 1;
  return {
    text: () => text,
    changes: (expected) => expect.poll(count).toBe(expected),
    ended,
    close: () => hangUp.abort(),
  };
}

export async function revisionAt(visitor: Visitor, path: string): Promise<string> {
  return /data-revision="([^"]+)"/.exec(await visitor.read(path))![1]!;
}

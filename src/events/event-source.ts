import type { Event } from '../generated/prisma/client.ts';
import type { EventFeed } from '../platform/event-feed.ts';

/**
 * What a subscription reads of its account's log. The server reads it for all that ask for the same together
 * (`server/listeners/`); whatever runs the schema by itself can iterate it.
 */
export interface EventSource extends AsyncIterable<Event> {
  /** It begins with what comes after this position. */
  after: bigint;
  /** The position of the newest event when it was begun. */
  newest: bigint;
  isWanted(event: Event): boolean;
}

export function openEventSource(
  events: EventFeed,
  accountId: string,
  source: Pick<EventSource, 'after' | 'newest' | 'isWanted'>,
): EventSource {
  return {
    ...source,
    async *[Symbol.asyncIterator]() {
      const never = new AbortController().signal;
      for await (const happened of events.follow(accountId, source.after, never)) {
        yield* happened.filter((event) => source.isWanted(event));
      }
    },
  };
}

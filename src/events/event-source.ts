import type { Event } from '../generated/prisma/client.ts';
import type { EventFeed } from '../platform/event-feed.ts';

/**
 * The part of its account's log that a subscription reads. The server reads it once for all subscriptions of a
 * group (`src/subscriptions/`). A caller that executes the schema directly can iterate it.
 */
export interface EventSource extends AsyncIterable<Event> {
  /** The source begins after this position. */
  after: bigint;
  /** The position of the newest event when the source was opened. */
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

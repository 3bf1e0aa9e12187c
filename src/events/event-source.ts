import type { Event } from '../generated/prisma/client.ts';
import type { EventFeed } from '../subscriptions/event-feed.ts';

/**
 * What a subscription reads of its account's log. The server reads it for all that ask for the same together
 * (`server/listeners/`); whatever runs the schema by itself can iterate it.
 */
export interface LogReading extends AsyncIterable<Event> {
  /** It begins with what comes after this position. */
  after: bigint;
  /** The position of the newest event when it was begun. */
  newest: bigint;
  isWanted(event: Event): boolean;
}

export function readLog(
  events: EventFeed,
  accountId: string,
  reading: Pick<LogReading, 'after' | 'newest' | 'isWanted'>,
): LogReading {
  return {
    ...reading,
    async *[Symbol.asyncIterator]() {
      const never = new AbortController().signal;
      for await (const happened of events.follow(accountId, reading.after, never)) {
        yield* happened.filter((event) => reading.isWanted(event));
      }
    },
  };
}

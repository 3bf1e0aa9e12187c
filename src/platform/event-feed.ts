import type { Event } from '../generated/prisma/client.ts';

/**
 * The accounts' event logs, as subscribers follow them.
 *
 * A subscriber pulls: it has its own position in the log and reads on from there as fast as it accepts
 * events, from memory while it keeps up and from the table when it does not. So there is no queue that
 * could overflow, no event is emitted twice, and none is skipped, as the log has no gaps.
 */
export interface EventFeed {
  /** Notifies subscribers, on this node and others, of new events in an account's log. Called after commit. */
  announce(accountId: string): void;
  /**
   * Yields the events after a position: first past events, then live ones, in batches of up to some hundreds.
   * @throws {EventsExpired} if events after the position are pruned
   */
  follow(accountId: string, after: bigint, signal: AbortSignal): AsyncGenerator<Event[], void>;
  /**
   * Returns the next events after a position, some hundreds at most; none if the position is the newest.
   * @throws {EventsExpired}
   */
  readAfter(accountId: string, position: bigint): Promise<Event[]>;
  /** Returns the newest position that this node knows, while the log has subscribers here. */
  head(accountId: string): bigint;
  /** Returns the first and last positions of an account's log. */
  extent(accountId: string): Promise<LogExtent>;
  /** Ends every subscription. */
  close(): Promise<void>;
}

/** The log has the events after `prunedSeq`, up to `newest`. */
export interface LogExtent {
  /** The newest pruned position; 0 if none is. */
  prunedSeq: bigint;
  newest: bigint;
}

/** The requested events are pruned. */
export class EventsExpired extends Error {
  override name = 'EventsExpired';
  /** The log has the events after this position. */
  readonly prunedSeq: bigint;

  constructor(prunedSeq: bigint) {
    super(`The log begins after position ${prunedSeq}.`);
    this.prunedSeq = prunedSeq;
  }
}

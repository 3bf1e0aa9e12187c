import type { Event } from '../generated/prisma/client.ts';

/**
 * The accounts' event logs, as listeners follow them.
 *
 * A listener pulls: it holds its own position in the log, and reads on from there as fast as it can
 * take events, out of memory while it keeps up and out of the table when it does not. So there is no
 * queue that could overflow, nothing is told twice, and a gap is impossible: the log has none.
 */
export interface EventFeed {
  /** Tells listeners, here and at other nodes, that an account's log has grown. Called after commit. */
  announce(accountId: string): void;
  /**
   * The events after a position, first those that happened already, then as they happen: as many at a time as
   * there are, up to some hundred.
   * @throws {EventsExpired} where the log does not reach back that far
   */
  follow(accountId: string, after: bigint, signal: AbortSignal): AsyncGenerator<Event[], void>;
  /**
   * The next events after a position, some hundred at most; none where it is the newest one's.
   * @throws {EventsExpired}
   */
  readAfter(accountId: string, position: bigint): Promise<Event[]>;
  /** The newest position that this node knows of while anybody follows the log. */
  head(accountId: string): bigint;
  /** How far an account's log reaches. */
  extent(accountId: string): Promise<LogExtent>;
  /** Ends every listener. */
  close(): Promise<void>;
}

/** The log has the events after `floor`, up to `newest`. */
export interface LogExtent {
  floor: bigint;
  newest: bigint;
}

/** The log once had the events that are asked for. */
export class EventsExpired extends Error {
  override name = 'EventsForgotten';
  /** It has those after this position. */
  readonly floor: bigint;

  constructor(floor: bigint) {
    super(`The log begins after position ${floor}.`);
    this.floor = floor;
  }
}

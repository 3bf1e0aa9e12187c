import type { ServerResponse } from 'node:http';
import type { Event } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { PublicAddress } from '../statements/public-url.ts';
import { STATEMENT_KINDS } from '../statements/statement-kind.ts';
import { beginStream } from './page-responses.ts';
import { findSource, revisionOf } from './page-source.ts';

const MAX_STREAMS = 1_000;
const MAX_STREAMS_PER_NETWORK = 20;
const HEARTBEAT_MS = 20_000;

/** The statement to watch, and the revision that the open page shows. */
export interface Watched {
  address: PublicAddress;
  statementId: string;
  network: string;
  revision: string;
}

export interface LiveStreams {
  /** @returns false if the limit of streams is reached */
  open(response: ServerResponse, watched: Watched): boolean;
  /** Ends all streams. */
  close(): void;
}

/**
 * Notifies open pages that their statement has changed; the pages then reload it. Events trigger a check. Some
 * changes have no event (the trash, an estimate's edit, the day on which it expires), so every heartbeat checks
 * as well.
 */
export function createLiveStreams(gateway: Gateway): LiveStreams {
  const open = new Map<AbortController, string>();

  function isFull(network: string): boolean {
    const own = open.values().filter((other) => other === network);
    return open.size >= MAX_STREAMS || [...own].length >= MAX_STREAMS_PER_NETWORK;
  }

  return {
    open(response, watched) {
      if (isFull(watched.network)) return false;
      const connection = new AbortController();
      open.set(connection, watched.network);
      connection.signal.addEventListener('abort', () => open.delete(connection));
      response.on('close', () => connection.abort());
      void stream(gateway, response, { watched, connection });
      return true;
    },
    close() {
      for (const connection of [...open.keys()]) connection.abort();
    },
  };
}

async function stream(
  gateway: Gateway,
  response: ServerResponse,
  { watched, connection }: { watched: Watched; connection: AbortController },
): Promise<void> {
  const { address, statementId } = watched;
  let { revision } = watched;

  /** @throws if the database fails */
  async function check(): Promise<void> {
    const source = await findSource(gateway, address);
    const current = source ? revisionOf(source, gateway.clock.now()) : null;
    if (connection.signal.aborted || current === revision) return;
    response.write('event: changed\ndata:\n\n');
    if (current === null) connection.abort();
    else revision = current;
  }

  function fail(error: unknown): void {
    gateway.log.warn({ error }, 'The live stream of a page failed.');
    connection.abort();
  }

  const beat = setInterval(() => {
    response.write(':\n\n');
    check().catch(fail);
  }, HEARTBEAT_MS);
  try {
    beginStream(response, gateway.config);
    response.write(':\n\n');
    // Reads the end of the log before the statement, so that no change since the page was rendered is missed.
    const { newest } = await gateway.events.extent(address.accountId);
    await check();
    const isAbout = (event: Event) => event[STATEMENT_KINDS[address.kind].ownerColumn] === statementId;
    for await (const events of gateway.events.follow(address.accountId, newest, connection.signal)) {
      if (events.some(isAbout)) await check();
    }
  } catch (error) {
    fail(error);
  } finally {
    clearInterval(beat);
    connection.abort();
    response.end();
  }
}

import type { ServerResponse } from 'node:http';
import type { Event } from '../generated/prisma/client.ts';
import type { Gateway } from '../platform/gateway.ts';
import type { PublicAddress } from '../statements/public-url.ts';
import { STATEMENT_KINDS } from '../statements/statement-kind.ts';
import { beginStream } from './page-responses.ts';
import { findSource, revisionOf } from './page-source.ts';

const MAX_STREAMS = 1_000;
const MAX_STREAMS_OF_NETWORK = 20;
const HEARTBEAT_MS = 20_000;

/** What is to be told of: the statement, and what the page at the other end shows of it. */
export interface Watched {
  address: PublicAddress;
  statementId: string;
  network: string;
  revision: string;
}

export interface LiveStreams {
  /** @returns false where there are too many already */
  open(response: ServerResponse, watched: Watched): boolean;
  /** Ends them all. */
  close(): void;
}

/**
 * Tells open pages that their statement has changed, and nothing else: what it is now they fetch. Events say
 * when to look; not everything has an event (the trash, an estimate's edit, the day on which it expires), so
 * every heartbeat looks as well.
 */
export function createLiveStreams(gateway: Gateway): LiveStreams {
  const open = new Map<AbortController, string>();

  function isFull(network: string): boolean {
    const own = open.values().filter((other) => other === network);
    return open.size >= MAX_STREAMS || [...own].length >= MAX_STREAMS_OF_NETWORK;
  }

  return {
    open(response, watched) {
      if (isFull(watched.network)) return false;
      const hangUp = new AbortController();
      open.set(hangUp, watched.network);
      hangUp.signal.addEventListener('abort', () => open.delete(hangUp));
      response.on('close', () => hangUp.abort());
      void stream(gateway, response, { watched, hangUp });
      return true;
    },
    close() {
      for (const hangUp of [...open.keys()]) hangUp.abort();
    },
  };
}

async function stream(
  gateway: Gateway,
  response: ServerResponse,
  { watched, hangUp }: { watched: Watched; hangUp: AbortController },
): Promise<void> {
  const { address, statementId } = watched;
  let { revision } = watched;

  /** @throws where the database fails */
  async function look(): Promise<void> {
    const source = await findSource(gateway, address);
    const current = source ? revisionOf(source, gateway.clock.now()) : null;
    if (hangUp.signal.aborted || current === revision) return;
    response.write('event: changed\ndata:\n\n');
    if (current === null) hangUp.abort();
    else revision = current;
  }

  function fail(error: unknown): void {
    gateway.log.warn({ error }, 'A live page broke off.');
    hangUp.abort();
  }

  const beat = setInterval(() => {
    response.write(':\n\n');
    look().catch(fail);
  }, HEARTBEAT_MS);
  try {
    beginStream(response, gateway.config);
    response.write(':\n\n');
    // The log's end first, then the statement: so what happens between the two is seen, and so is what
    // happened since the page was made.
    const { newest } = await gateway.events.extent(address.accountId);
    await look();
    const isAbout = (event: Event) => event[STATEMENT_KINDS[address.kind].ownerColumn] === statementId;
    for await (const events of gateway.events.follow(address.accountId, newest, hangUp.signal)) {
      if (events.some(isAbout)) await look();
    }
  } catch (error) {
    fail(error);
  } finally {
    clearInterval(beat);
    hangUp.abort();
    response.end();
  }
}

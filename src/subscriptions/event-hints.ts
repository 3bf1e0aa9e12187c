import type { Logger } from '../platform/log.ts';
import type { Database } from '../platform/postgres/database.ts';
import { openPostgresHints } from './postgres-hints.ts';
import { openRedisHints } from './redis-hints.ts';

/**
 * Hints between nodes that an account's log has grown. A hint may be lost (a connection breaks, a pooler sits
 * in between): the feed polls as well, so that costs time only.
 */
export interface EventHints {
  send(accountId: string): void;
  close(): Promise<void>;
}

/** Where nodes hear of each other. */
export interface HintTransports {
  /** PostgreSQL itself, not a transaction pooler: what is listened for there never comes. */
  databaseUrl: string;
  /** Hints go this way where there is one, and then no connection listens at PostgreSQL. */
  redisUrl: string | undefined;
}

export function openEventHints(
  database: Database,
  { databaseUrl, redisUrl }: HintTransports,
  onHint: (accountId: string) => void,
  log: Logger,
): EventHints {
  const channel = redisUrl
    ? openRedisHints(redisUrl, onHint, log)
    : openPostgresHints(database, databaseUrl, onHint, log);
  const pending = new Set<string>();
  let isSending = false;
  let isClosed = false;

  // A burst of hints leaves as one, and while one is on its way the next waits: whatever the way is like,
  // no more is kept than each account's id once.
  async function flush(): Promise<void> {
    while (pending.size > 0 && !isClosed) {
      const accountIds = [...pending];
      pending.clear();
      await channel.publish(accountIds);
    }
    isSending = false;
  }

  return {
    send(accountId) {
      if (isClosed) return;
      pending.add(accountId);
      if (isSending) return;
      isSending = true;
      setImmediate(() => void flush());
    },
    async close() {
      isClosed = true;
      await channel.close();
    },
  };
}

import type { Logger } from '../platform/log.ts';
import type { Database } from '../platform/postgres/database.ts';
import { openPostgresHints } from './postgres-hints.ts';
import { openRedisHints } from './redis-hints.ts';

/**
 * Hints between nodes that an account's log has new events. A hint may be lost when a connection breaks or a
 * pooler sits in between. The feed polls as well, so a lost hint only adds latency.
 */
export interface EventHints {
  send(accountId: string): void;
  close(): Promise<void>;
}

/** The servers that carry hints between nodes. */
export interface HintTransports {
  /** PostgreSQL itself: a transaction pooler never delivers notifications. */
  databaseUrl: string;
  /** Replaces PostgreSQL as the transport if set; no connection listens there then. */
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

  // A burst of hints is published as one, and the next waits until that is sent. However slow the transport is,
  // memory holds each account's id at most once.
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

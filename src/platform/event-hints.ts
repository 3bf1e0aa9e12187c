import pg from 'pg';
import type { Database } from './database.ts';
import type { Logger } from './log.ts';

const CHANNEL = 'billing_events';
const RECONNECT_MS = 1_000;

/**
 * Hints between nodes that an account's log has grown, over PostgreSQL's NOTIFY. A hint may be lost
 * (a connection breaks, a pooler sits in between): the feed polls as well, so that costs time only.
 */
export interface EventHints {
  send(accountId: string): void;
  close(): Promise<void>;
}

export function openEventHints(
  database: Database,
  databaseUrl: string,
  onHint: (accountId: string) => void,
  log: Logger,
): EventHints {
  let closed = false;
  let client: pg.Client | undefined;
  let reconnect: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    const connecting = new pg.Client({ connectionString: databaseUrl });
    const retry = (error: Error) => {
      if (closed || client !== connecting) return;
      client = undefined;
      log.warn({ error: error.message }, 'Listening for event hints failed; polling until it works again.');
      reconnect = setTimeout(() => void listen(), RECONNECT_MS);
    };
    client = connecting;
    connecting.on('error', retry);
    connecting.on('end', () => retry(new Error('The connection ended.')));
    connecting.on('notification', ({ payload }) => payload && onHint(payload));
    try {
      await connecting.connect();
      await connecting.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await connecting.end().catch(() => {});
      retry(error as Error);
    }
  }

  // NOTIFY takes a lock that all committing sessions share, so hints leave outside the transactions
  // that cause them, and a burst of them leaves as one statement.
  const pending = new Set<string>();
  let sending = false;

  async function flush(): Promise<void> {
    while (pending.size > 0) {
      const accountIds = [...pending];
      pending.clear();
      await database.pool
        .query({
          name: 'notify-events',
          text: `SELECT pg_notify('${CHANNEL}', id) FROM unnest($1::text[]) AS id`,
          values: [accountIds],
        })
        .catch((error: Error) => log.warn({ error: error.message }, 'Sending event hints failed.'));
    }
    sending = false;
  }

  void listen();

  return {
    send(accountId) {
      if (closed) return;
      pending.add(accountId);
      if (sending) return;
      sending = true;
      setImmediate(() => void flush());
    },
    async close() {
      closed = true;
      clearTimeout(reconnect);
      await client?.end().catch(() => {});
    },
  };
}

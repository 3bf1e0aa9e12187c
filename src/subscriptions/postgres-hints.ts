import pg from 'pg';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../platform/postgres/database.ts';
import type { HintChannel } from './hint-channel.ts';

const CHANNEL = 'billing_events';
const RECONNECT_MS = 1_000;
const PROBE_MS = 3_000;

const NOTIFY = `SELECT pg_notify('${CHANNEL}', id) FROM unnest($1::text[]) AS id`;
/** Names no account; it is sent to find out whether anything comes through. */
const PROBE = '';

/**
 * Hints by NOTIFY, each account's id a notification. NOTIFY takes a lock that all committing sessions share,
 * so hints leave outside the transactions that cause them.
 */
export function openPostgresHints(
  database: Database,
  databaseUrl: string,
  onHint: (accountId: string) => void,
  log: Logger,
): HintChannel {
  let isClosed = false;
  let client: pg.Client | undefined;
  let reconnect: NodeJS.Timeout | undefined;
  let giveUpProbe: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    // It is idle for hours, where a firewall may forget it without a word.
    const connecting = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      keepAliveInitialDelayMillis: 30_000,
    });
    const retry = (error: Error) => {
      if (isClosed || client !== connecting) return;
      client = undefined;
      clearTimeout(giveUpProbe);
      log.warn({ error: error.message }, 'Listening for event hints failed; polling until it works again.');
      reconnect = setTimeout(() => void listen(), RECONNECT_MS);
    };
    client = connecting;
    connecting.on('error', retry);
    connecting.on('end', () => retry(new Error('The connection ended.')));
    connecting.on('notification', ({ payload }) => {
      clearTimeout(giveUpProbe);
      if (payload) onHint(payload);
    });
    try {
      await connecting.connect();
      await connecting.query(`LISTEN ${CHANNEL}`);
      if (!isClosed) probe();
    } catch (error) {
      await connecting.end().catch(() => {});
      retry(error as Error);
    }
  }

  /** Behind a transaction pooler LISTEN succeeds, and nothing ever comes. */
  function probe(): void {
    giveUpProbe = setTimeout(
      () =>
        log.warn(
          'Event hints do not come through, as behind a transaction pooler: listeners hear of other nodes ' +
            'once a second. DIRECT_DATABASE_URL or REDIS_URL makes it at once.',
        ),
      PROBE_MS,
    );
    giveUpProbe.unref();
    void publish([PROBE]);
  }

  async function publish(accountIds: string[]): Promise<void> {
    const query = { name: database.statementName(NOTIFY), text: NOTIFY, values: [accountIds] };
    await database.pool
      .query(query)
      .catch((error: Error) => log.warn({ error: error.message }, 'Sending event hints failed.'));
  }

  void listen();

  return {
    publish,
    async close() {
      isClosed = true;
      clearTimeout(reconnect);
      clearTimeout(giveUpProbe);
      await client?.end().catch(() => {});
    },
  };
}

import pg from 'pg';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../platform/postgres/database.ts';
import type { HintChannel } from './hint-channel.ts';

const CHANNEL = 'billing_events';
const RECONNECT_MS = 1_000;
const PROBE_MS = 3_000;

const NOTIFY = `SELECT pg_notify('${CHANNEL}', id) FROM unnest($1::text[]) AS id`;
/** Identifies no account. It is sent to find out whether notifications arrive. */
const PROBE = '';

/**
 * Sends hints by NOTIFY, one notification per account. NOTIFY takes a lock that all committing sessions share,
 * so hints are sent after the transactions that cause them.
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
  let probeTimeout: NodeJS.Timeout | undefined;

  async function listen(): Promise<void> {
    // A firewall may silently drop a connection that is idle for hours.
    const connecting = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      keepAliveInitialDelayMillis: 30_000,
    });
    const retry = (error: Error) => {
      if (isClosed || client !== connecting) return;
      client = undefined;
      clearTimeout(probeTimeout);
      log.warn({ error: error.message }, 'Listening for event hints failed; polling until it works again.');
      reconnect = setTimeout(() => void listen(), RECONNECT_MS);
    };
    client = connecting;
    connecting.on('error', retry);
    connecting.on('end', () => retry(new Error('The connection ended.')));
    connecting.on('notification', ({ payload }) => {
      clearTimeout(probeTimeout);
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

  /** Behind a transaction pooler LISTEN succeeds, but no notification ever arrives. */
  function probe(): void {
    probeTimeout = setTimeout(
      () =>
        log.warn(
          'Event hints do not arrive, as behind a transaction pooler: events of other nodes are polled ' +
            'once a second. Set DIRECT_DATABASE_URL or REDIS_URL to receive them immediately.',
        ),
      PROBE_MS,
    );
    probeTimeout.unref();
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
      clearTimeout(probeTimeout);
      await client?.end().catch(() => {});
    },
  };
}

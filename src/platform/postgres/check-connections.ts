import type { Logger } from '../log.ts';
import type { Database } from './database.ts';

/** A pooler in front of the database breaks session features that the gateway relies on. */
export class PoolerError extends Error {
  override name = 'PoolerError';
}

const PROBE_TIMEOUT_MS = 2_000;

/**
 * Checks at startup which session features a pooler preserves. Otherwise a problem would appear only under load.
 * @throws {PoolerError} if the gateway would fail, or would read wrong times
 */
export async function checkConnections(database: Database, log: Logger): Promise<void> {
  const { rows } = await database.pool.query<{ zone: string; timeout: string }>(
    `SELECT current_setting('TimeZone') AS zone,
       (SELECT setting FROM pg_settings WHERE name = 'statement_timeout') AS timeout`,
  );
  const [{ zone, timeout } = { zone: '', timeout: '' }] = rows;
  if (zone !== 'UTC') {
    throw new PoolerError(
      `The pooler at DATABASE_URL does not pass the gateway's TimeZone to PostgreSQL, which uses ${zone}: ` +
        "configure it to, or set the role's TimeZone to UTC.",
    );
  }
  const timeoutMs = Number(timeout);
  const expectedMs = Number(database.pool.options.statement_timeout);
  if (timeoutMs !== expectedMs) {
    log.warn(
      { timeoutMs, expectedMs },
      'The pooler at DATABASE_URL sets another statement_timeout: statements may outlive their request or end early.',
    );
  }
  if (!(await preservesStatements(database))) {
    throw new PoolerError(
      'The pooler at DATABASE_URL loses prepared statements: add pgbouncer=true to its parameters, ' +
        'or set max_prepared_statements (PgBouncer 1.21 and newer).',
    );
  }
}

const PROBE = 'SELECT 1 AS "isPrepared"';

/** Whether a connection's prepared statement survives while another connection may take over its session. */
async function preservesStatements({ pool, statementName }: Database): Promise<boolean> {
  const [one, other] = await Promise.all([pool.connect(), pool.connect()]);
  // With a pooler that has a single session, the first connection would wait for the other.
  const query = { name: statementName(PROBE), text: PROBE, query_timeout: PROBE_TIMEOUT_MS };
  try {
    await one.query(query);
    await other.query('BEGIN');
    await one.query(query);
    return true;
  } catch (error) {
    // invalid_sql_statement_name
    return (error as { code?: string }).code !== '26000';
  } finally {
    await other.query('ROLLBACK').catch(() => {});
    one.release(true);
    other.release();
  }
}

import type { Logger } from '../log.ts';
import type { Database } from './database.ts';

/** A pooler in front of the database takes from connections what the gateway relies on. */
export class PoolerError extends Error {
  override name = 'PoolerError';
}

const FOUND_LATE_MS = 2_000;

/**
 * Looks at the start what a pooler in between leaves of a connection, which would else show under load only.
 * @throws {PoolerError} where the gateway would fail, or would take instants for others
 */
export async function checkConnections(database: Database, log: Logger): Promise<void> {
  const { rows } = await database.pool.query<{ zone: string; timeout: string }>(
    `SELECT current_setting('TimeZone') AS zone,
       (SELECT setting FROM pg_settings WHERE name = 'statement_timeout') AS timeout`,
  );
  const [{ zone, timeout } = { zone: '', timeout: '' }] = rows;
  if (zone !== 'UTC') {
    throw new PoolerError(
      `The pooler at DATABASE_URL keeps the gateway's TimeZone from PostgreSQL, which uses ${zone}: ` +
        "let it through, or set the role's to UTC.",
    );
  }
  const timeoutMs = Number(timeout);
  const expectedMs = Number(database.pool.options.statement_timeout);
  if (timeoutMs !== expectedMs) {
    log.warn(
      { timeoutMs, expectedMs },
      'The pooler at DATABASE_URL sets another statement_timeout: statements outlive their request, or end before it.',
    );
  }
  if (!(await keepsStatements(database))) {
    throw new PoolerError(
      'The pooler at DATABASE_URL forgets prepared statements: add pgbouncer=true to its parameters, ' +
        'or set max_prepared_statements (PgBouncer 1.21 and newer).',
    );
  }
}

const PROBE = 'SELECT 1 AS "isKept"';

/** Whether a connection finds its prepared statement again after another one has taken its session, if it could. */
async function keepsStatements({ pool, statementName }: Database): Promise<boolean> {
  const [one, other] = await Promise.all([pool.connect(), pool.connect()]);
  // A pooler with a single session to give would let the first wait for the other.
  const query = { name: statementName(PROBE), text: PROBE, query_timeout: FOUND_LATE_MS };
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

import pg from 'pg';

declare module 'pg' {
  interface Client {
    /** The session parameters in the startup message; missing in @types/pg. */
    getStartupConf(): Record<string, string>;
  }
}

/**
 * A connection that uses UTC for timestamps, whatever the server's own setting is.
 *
 * It sets the time zone as a startup parameter, not in `options` or by `SET`: every version of PgBouncer restores
 * that for each client, also when a transaction pooler gives each transaction another session.
 */
export class DatabaseSession extends pg.Client {
  override getStartupConf(): Record<string, string> {
    return { ...super.getStartupConf(), TimeZone: 'UTC' };
  }
}

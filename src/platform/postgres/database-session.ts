import pg from 'pg';

declare module 'pg' {
  interface Client {
    /** What the server is told of the session before its first statement; @types/pg does not have it. */
    getStartupConf(): Record<string, string>;
  }
}

/**
 * A connection on which instants cross the wire in UTC, whatever the server's own setting is.
 *
 * It says so as a parameter of the startup, not in `options` nor by a `SET`: that is what every version of
 * PgBouncer keeps for each of its clients, also where a transaction pooler gives each transaction another session.
 */
export class DatabaseSession extends pg.Client {
  override getStartupConf(): Record<string, string> {
    return { ...super.getStartupConf(), TimeZone: 'UTC' };
  }
}

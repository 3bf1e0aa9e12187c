import { ConfigError } from './platform/config.ts';
import { PoolerError } from './platform/postgres/check-connections.ts';
import { EmbeddedPostgresError } from './platform/postgres/embedded-postgres-error.ts';
import { MigrationError } from './platform/postgres/migrate.ts';

const ours = [ConfigError, EmbeddedPostgresError, MigrationError, PoolerError];

type Cause = NodeJS.ErrnoException & { port?: number };

const causes: Record<string, (error: Cause) => string> = {
  EADDRINUSE: ({ port }) => `Port ${port} is in use by another program: set PORT to a free one.`,
  EACCES: () => 'The gateway may not listen on this port: set PORT to another one.',
  EADDRNOTAVAIL: () => 'HOST is not an address of this machine.',
  ENOTFOUND: ({ message }) => `The host of DATABASE_URL or HOST is unknown (${message}).`,
  ECONNREFUSED: () => 'There is no PostgreSQL at DATABASE_URL.',
  ETIMEDOUT: () => 'PostgreSQL at DATABASE_URL does not respond.',
  // PostgreSQL's own codes: wrong password, unknown user, unknown database.
  '28P01': ({ message }) => `PostgreSQL rejects DATABASE_URL: ${message}.`,
  '28000': ({ message }) => `PostgreSQL rejects DATABASE_URL: ${message}.`,
  '3D000': ({ message }) => `PostgreSQL rejects DATABASE_URL: ${message}.`,
  // PgBouncer's code for any protocol error.
  '08P01': ({ message }) => `DATABASE_URL is rejected: ${message}. For PgBouncer see docs/scaling.md.`,
};

/** Returns a one-line message that an operator can act on; null for an internal error, whose stack is more useful. */
export function startupMessage(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (ours.some((known) => error instanceof known)) return error.message;
  // A host with several addresses fails with one error per address.
  const [cause] = error instanceof AggregateError ? error.errors : [error];
  const { code } = cause as NodeJS.ErrnoException;
  return (code && causes[code]?.(cause)) || null;
}

import { ConfigError } from './platform/config.ts';
import { PoolerError } from './platform/postgres/check-connections.ts';
import { EmbeddedPostgresError } from './platform/postgres/embedded-postgres-error.ts';
import { MigrationError } from './platform/postgres/migrate.ts';

const ours = [ConfigError, EmbeddedPostgresError, MigrationError, PoolerError];

type Cause = NodeJS.ErrnoException & { port?: number };

const causes: Record<string, (error: Cause) => string> = {
  EADDRINUSE: ({ port }) => `Port ${port} is in use by another program: set PORT to a free one.`,
  EACCES: () => 'This port may not be listened on: set PORT to another one.',
  EADDRNOTAVAIL: () => 'HOST is no address of this machine.',
  ENOTFOUND: ({ message }) => `The host of DATABASE_URL or HOST is not known (${message}).`,
  ECONNREFUSED: () => 'No PostgreSQL answers at DATABASE_URL.',
  ETIMEDOUT: () => 'PostgreSQL does not answer at DATABASE_URL.',
  // PostgreSQL's own codes: wrong password, unknown user, unknown database.
  '28P01': ({ message }) => `PostgreSQL refuses DATABASE_URL: ${message}.`,
  '28000': ({ message }) => `PostgreSQL refuses DATABASE_URL: ${message}.`,
  '3D000': ({ message }) => `PostgreSQL refuses DATABASE_URL: ${message}.`,
  // PgBouncer's, for whatever it does not like.
  '08P01': ({ message }) => `DATABASE_URL is refused: ${message}. For PgBouncer see docs/scaling.md.`,
};

/** What an operator can act on, in one line; null for a fault of ours, which its stack tells more of. */
export function startupMessage(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (ours.some((known) => error instanceof known)) return error.message;
  // A host with several addresses fails with one error for each.
  const [cause] = error instanceof AggregateError ? error.errors : [error];
  const { code } = cause as NodeJS.ErrnoException;
  return (code && causes[code]?.(cause)) || null;
}

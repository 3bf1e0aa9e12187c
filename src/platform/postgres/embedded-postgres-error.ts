/** The embedded PostgreSQL cannot run; the message says why, and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

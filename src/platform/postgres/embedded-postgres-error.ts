/** The embedded PostgreSQL cannot serve; the message says in a sentence why, and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

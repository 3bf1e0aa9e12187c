/** What the log tells of an error. */
export interface DescribedError {
  type: string;
  message: string;
  code?: string;
  /** Of a request's answer: where in it. */
  path?: string;
  stack?: string;
  cause?: DescribedError | string;
}

const MAX_CAUSES = 5;

/**
 * Tells what went wrong and where, and nothing of what it was done with: a database's error carries the row in its
 * `detail`, a request's the whole document, a mail server's the message.
 */
export function describeError(error: unknown, depth = 0): DescribedError | string {
  if (!(error instanceof Error)) return String(error);
  const { code, path, originalError } = error as { code?: unknown; path?: unknown; originalError?: unknown };
  const cause = error.cause ?? originalError;
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    ...(Array.isArray(path) && { path: path.join('.') }),
    ...(error.stack && { stack: error.stack }),
    ...(cause instanceof Error && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}

/** An error as it is logged. */
export interface DescribedError {
  type: string;
  message: string;
  code?: string;
  /** The path in the response, for a GraphQL error. */
  path?: string;
  stack?: string;
  cause?: DescribedError | string;
}

const MAX_CAUSES = 5;

/**
 * Describes an error without the data involved: a database error has the row in its `detail`, a request's error
 * the whole document, a mail server's error the message.
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

import type { ExecutionResult, GraphQLError } from 'graphql';
import { requestError } from '../../values/graphql-request-error.ts';

/** Throws once the client has disconnected or the time limit is reached. Called before every step. */
export type ThrowIfAborted = () => void;

/**
 * Runs an operation, and returns a timeout error when the limit is reached. The operation then ends by itself: it
 * calls `throwIfAborted` before each step, and PostgreSQL ends a statement that runs longer.
 * @param isDisconnected whether the client has disconnected
 */
export async function withTimeout(
  limitMs: number,
  isDisconnected: () => boolean,
  run: (throwIfAborted: ThrowIfAborted) => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  let isLate = false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ExecutionResult>((resolve) => {
    timer = setTimeout(() => {
      isLate = true;
      resolve({ errors: [timeout(limitMs)] });
    }, limitMs);
  });
  const running = run(() => {
    if (isLate) throw timeout(limitMs);
    if (isDisconnected()) throw requestError('CALLER_GONE', 'The client has disconnected.');
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

function timeout(limitMs: number): GraphQLError {
  const text = `The operation exceeded the time limit of ${limitMs / 1_000} s. Request less data at once.`;
  return requestError('TIMEOUT', text, { http: { status: 504 } });
}

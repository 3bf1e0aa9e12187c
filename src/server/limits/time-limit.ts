import type { ExecutionResult, GraphQLError } from 'graphql';
import { requestError } from '../../values/graphql-request-error.ts';

/** Asked before each step: throws where nobody waits for the answer any more. */
export type ThrowIfAborted = () => void;

/**
 * Runs an operation for so long, and then answers without it. What it has begun ends by itself: each step
 * asks first whether it is still wanted, and PostgreSQL ends a statement that takes longer still.
 * @param isGone whether whoever asked has hung up
 */
export async function withTimeout(
  limitMs: number,
  isGone: () => boolean,
  run: (stopIfUnwanted: ThrowIfAborted) => Promise<ExecutionResult>,
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
    if (isGone()) throw requestError('CALLER_GONE', 'The caller has hung up.');
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

function timeout(limitMs: number): GraphQLError {
  const text = `The operation took more than ${limitMs / 1_000} s. Ask for less at once.`;
  return requestError('TIMEOUT', text, { http: { status: 504 } });
}

import { type ExecutionResult, GraphQLError } from 'graphql';

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
    if (isGone()) throw new GraphQLError('The caller has hung up.', { extensions: { code: 'CALLER_GONE' } });
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

function timeout(limitMs: number): GraphQLError {
  const text = `The operation took more than ${limitMs / 1_000} s. Ask for less at once.`;
  return new GraphQLError(text, { extensions: { code: 'TIMEOUT', http: { status: 504 } } });
}

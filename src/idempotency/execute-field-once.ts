import { keepRefusal, noteDone } from './execute-once.ts';
import { type Claim, claimField, IdempotencyError } from './idempotent-request.ts';
import { isKeepable } from './idempotency-record.ts';
import type { Context } from '../graphql/context.ts';

/**
 * Runs a mutation field; with an Idempotency-Key so that each repetition of the request answers the same, and
 * nothing is done twice. What is done is kept by its own transaction (`transact`), what is refused is kept here.
 */
export async function runOnce<Result>(
  context: Context,
  field: { name: string; isSecret: boolean },
  run: () => Promise<Result>,
): Promise<Result> {
  const { keyedRequest: request } = context;
  if (!request) return run();
  if (request.failure) throw request.failure;
  const claim = claimField(request, field);
  context.claim(claim);
  try {
    return await runOrKeepRefusal(context, claim, run);
  } catch (error) {
    if (error instanceof IdempotencyError) request.failure = error;
    throw error;
  }
}

async function runOrKeepRefusal<Result>(
  { gateway }: Context,
  claim: Claim,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (claim.isSettled || !isKeepable(error)) throw error;
    const isKept = await keepRefusal(gateway, claim, error);
    // A repetition found it possible meanwhile: its outcome holds, and is found now.
    if (!isKept) return run();
    noteDone(claim);
    throw error;
  }
}

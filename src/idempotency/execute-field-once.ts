import type { TransactionMiddleware } from '../platform/actor.ts';
import type { Gateway } from '../platform/gateway.ts';
import { executeOnce, markDone, storeError } from './execute-once.ts';
import { isReplayable } from './idempotency-record.ts';
import {
  claimField,
  type IdempotencyClaim,
  IdempotencyError,
  type IdempotentRequest,
} from './idempotent-request.ts';

/** The operation that a mutation field belongs to. */
interface Operation {
  gateway: Gateway;
  /** Null without an Idempotency-Key. */
  idempotentRequest: IdempotentRequest | null;
  use(middleware: TransactionMiddleware): void;
}

/**
 * Runs a mutation field. With an Idempotency-Key a repeated request gets the same response and has no further
 * effect. The field's own transaction (`transact`) stores its result; this function stores its error.
 */
export async function executeFieldOnce<Result>(
  operation: Operation,
  field: { name: string; isSecret: boolean },
  run: () => Promise<Result>,
): Promise<Result> {
  const { idempotentRequest: request } = operation;
  if (!request) return run();
  if (request.failure) throw request.failure;
  const claim = claimField(request, field);
  operation.use(middlewareOf(claim));
  try {
    return await runOrStoreError(operation, claim, run);
  } catch (error) {
    if (error instanceof IdempotencyError) request.failure = error;
    throw error;
  }
}

async function runOrStoreError<Result>(
  { gateway }: Operation,
  claim: IdempotencyClaim,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (claim.isRecorded || !isReplayable(error)) throw error;
    const isStored = await storeError(gateway, claim, error);
    // A repeated request succeeded meanwhile: running again finds its result.
    if (!isStored) return run();
    markDone(claim);
    throw error;
  }
}

function middlewareOf(claim: IdempotencyClaim): TransactionMiddleware {
  return {
    around: (moment, work) => executeOnce(moment, claim, work),
    onCommitted: () => markDone(claim),
  };
}

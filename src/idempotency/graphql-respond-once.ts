import type { ExecutionResult } from 'graphql';
import type { Gateway } from '../platform/gateway.ts';
import { requestError } from '../values/graphql-request-error.ts';
import { type IdempotencyCode, IdempotencyError, type IdempotentRequest } from './idempotent-request.ts';
import { findStoredResponse, storeResponse } from './stored-response.ts';

export interface OnceResponse {
  result: ExecutionResult;
  /** Whether nothing was done for it now. */
  isReplay: boolean;
}

const STATUS: Record<IdempotencyCode, number> = {
  IDEMPOTENCY_MISMATCH: 422,
  IDEMPOTENCY_IN_PROGRESS: 409,
  IDEMPOTENCY_OTHER_TOKEN: 409,
};

/**
 * Answers a request as it was answered before, or executes it. What has errors is not kept as a whole: a
 * repetition executes it again, and does only what was not done.
 */
export async function respondOnce(
  gateway: Gateway,
  request: IdempotentRequest,
  execute: () => Promise<ExecutionResult>,
): Promise<OnceResponse> {
  try {
    const known = await findStoredResponse(gateway, request);
    if (known !== null) return { result: { data: JSON.parse(known) }, isReplay: true };
  } catch (error) {
    if (error instanceof IdempotencyError) return refuse(error);
    throw error;
  }
  const result = await execute();
  if (request.failure) return refuse(request.failure);
  const isReplay = request.done === 0 && request.replayed > 0;
  if (result.errors || request.done + request.replayed === 0) return { result, isReplay };
  const answer = JSON.stringify(result.data);
  const kept = await storeResponse(gateway, request, answer).catch((error: unknown) => {
    // It is done all the same, and a repetition finds the outcomes.
    gateway.log.warn({ error }, 'An answer could not be kept for its Idempotency-Key.');
    return answer;
  });
  return kept === answer ? { result, isReplay } : { result: { data: JSON.parse(kept) }, isReplay };
}

function refuse({ code, message }: IdempotencyError): OnceResponse {
  const error = requestError(code, message, { http: { status: STATUS[code] } });
  return { result: { errors: [error] }, isReplay: false };
}

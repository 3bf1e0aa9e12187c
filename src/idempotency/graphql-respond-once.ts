import type { ExecutionResult } from 'graphql';
import type { Gateway } from '../platform/gateway.ts';
import { requestError } from '../values/graphql-request-error.ts';
import { type IdempotencyCode, IdempotencyError, type IdempotentRequest } from './idempotent-request.ts';
import { findStoredResponse, storeResponse } from './stored-response.ts';

export interface OnceResponse {
  result: ExecutionResult;
  /** Whether the response was replayed. */
  isReplay: boolean;
}

const STATUS: Record<IdempotencyCode, number> = {
  IDEMPOTENCY_MISMATCH: 422,
  IDEMPOTENCY_IN_PROGRESS: 409,
  IDEMPOTENCY_OTHER_TOKEN: 409,
};

/**
 * Returns the stored response of a request, or executes it. A response with errors is not stored: a retry executes
 * the request again, and only its fields without a stored result have an effect.
 */
export async function respondOnce(
  gateway: Gateway,
  request: IdempotentRequest,
  execute: () => Promise<ExecutionResult>,
): Promise<OnceResponse> {
  try {
    const stored = await findStoredResponse(gateway, request);
    if (stored !== null) return { result: { data: JSON.parse(stored) }, isReplay: true };
  } catch (error) {
    if (error instanceof IdempotencyError) return toErrorResponse(error);
    throw error;
  }
  const result = await execute();
  if (request.failure) return toErrorResponse(request.failure);
  const isReplay = request.done === 0 && request.replayed > 0;
  if (result.errors || request.done + request.replayed === 0) return { result, isReplay };
  const answer = JSON.stringify(result.data);
  const sent = await storeResponse(gateway, request, answer).catch((error: unknown) => {
    // The request was executed anyway, and a retry finds its fields' results.
    gateway.log.warn({ error }, 'A response could not be stored for its Idempotency-Key.');
    return answer;
  });
  return sent === answer ? { result, isReplay } : { result: { data: JSON.parse(sent) }, isReplay };
}

function toErrorResponse({ code, message }: IdempotencyError): OnceResponse {
  const error = requestError(code, message, { http: { status: STATUS[code] } });
  return { result: { errors: [error] }, isReplay: false };
}

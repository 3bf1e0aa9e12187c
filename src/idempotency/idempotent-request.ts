import { createHash } from 'node:crypto';
import type { RequestErrorCode } from '../values/error-codes.ts';

/** A request that its caller may safely retry: it is executed once. */
export interface IdempotentRequest {
  accountId: string;
  apiKeyId: string;
  /** The caller's API token, from which the key that encrypts secrets is derived. */
  token: string;
  /** The idempotency key, chosen by the caller. */
  key: string;
  /** The hash of the document and its variables, which must be the same in a retry. */
  requestHash: Uint8Array<ArrayBuffer>;
  /** Whether it has held the key's lock before. It then waits for the lock; otherwise it fails if another has it. */
  hasStarted: boolean;
  /** Whether its response contains a secret. */
  isSecret: boolean;
  /** How many of its fields were executed now, and how many were replayed. */
  done: number;
  replayed: number;
  /** Why the whole request fails. */
  failure: IdempotencyError | null;
}

/** One mutation field of such a request, while it runs. */
export interface IdempotencyClaim {
  request: IdempotentRequest;
  /** The field's name in the response. */
  responseKey: string;
  isSecret: boolean;
  /** Whether its result is in the database. */
  isRecorded: boolean;
}

export type IdempotencyCode = Extract<
  RequestErrorCode,
  'IDEMPOTENCY_MISMATCH' | 'IDEMPOTENCY_IN_PROGRESS' | 'IDEMPOTENCY_OTHER_TOKEN'
>;

const MESSAGES: Record<IdempotencyCode, string> = {
  IDEMPOTENCY_MISMATCH:
    'This Idempotency-Key was used for a different request. Use a new key for each request.',
  IDEMPOTENCY_IN_PROGRESS:
    'A request with this Idempotency-Key is in progress. Retry later to get its response.',
  IDEMPOTENCY_OTHER_TOKEN:
    'The response contains a secret and was created with another API token. Only that token can read it again.',
};

/** An idempotency key that cannot be used; the error concerns the whole request, not one of its fields. */
export class IdempotencyError extends Error {
  readonly code: IdempotencyCode;
  constructor(code: IdempotencyCode) {
    super(MESSAGES[code]);
    this.code = code;
  }
}

/** GraphQL names have no maximum length, but index entries do. */
const MAX_RESPONSE_KEY_LENGTH = 255;

/** Claims a field of the request by its name in the response. */
export function claimField(
  request: IdempotentRequest,
  { name, isSecret }: { name: string; isSecret: boolean },
): IdempotencyClaim {
  const isLong = name.length > MAX_RESPONSE_KEY_LENGTH;
  const responseKey = isLong ? `#${createHash('sha256').update(name).digest('hex')}` : name;
  if (isSecret) request.isSecret = true;
  return { request, responseKey, isSecret, isRecorded: false };
}

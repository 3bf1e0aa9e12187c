import { createHash } from 'node:crypto';
import type { RequestErrorCode } from '../values/error-codes.ts';

/** A request that its caller may repeat: all of it is done once. */
export interface IdempotentRequest {
  accountId: string;
  apiKeyId: string;
  /** The caller's API token, under which secrets are sealed. */
  token: string;
  /** The caller's name for the request. */
  key: string;
  /** Of all that is asked for: a repetition asks the same. */
  requestHash: Uint8Array<ArrayBuffer>;
  /** Once it has had the key's lock it waits for it; before, it is turned away. */
  hasBegun: boolean;
  /** Whether its answer tells a secret. */
  isSecret: boolean;
  /** How many of its fields were done now, and how many were done before. */
  done: number;
  replayed: number;
  /** Why nothing of it is answered. */
  failure: IdempotencyError | null;
}

/** One mutation field of such a request, while it runs. */
export interface IdempotencyClaim {
  request: IdempotentRequest;
  /** The field's name in the answer. */
  responseKey: string;
  isSecret: boolean;
  /** Whether its outcome is in the database. */
  isSettled: boolean;
}

export type IdempotencyCode = Extract<
  RequestErrorCode,
  'IDEMPOTENCY_MISMATCH' | 'IDEMPOTENCY_IN_PROGRESS' | 'IDEMPOTENCY_OTHER_TOKEN'
>;

const MESSAGES: Record<IdempotencyCode, string> = {
  IDEMPOTENCY_MISMATCH: 'This Idempotency-Key was used for another request: use a new one for each.',
  IDEMPOTENCY_IN_PROGRESS: 'The request with this Idempotency-Key still runs: ask again for its answer.',
  IDEMPOTENCY_OTHER_TOKEN:
    'This was done with another API token, and its answer tells a secret: only that token can read it again.',
};

/** A key that cannot be answered for; it is about the whole request, not about one of its fields. */
export class IdempotencyError extends Error {
  readonly code: IdempotencyCode;
  constructor(code: IdempotencyCode) {
    super(MESSAGES[code]);
    this.code = code;
  }
}

/** GraphQL's names have no limit, but an index's entries have. */
const MAX_RESPONSE_KEY_LENGTH = 255;

/** A field's own part of the key, made from its name in the answer. */
export function claimField(
  request: IdempotentRequest,
  { name, isSecret }: { name: string; isSecret: boolean },
): IdempotencyClaim {
  const isLong = name.length > MAX_RESPONSE_KEY_LENGTH;
  const responseKey = isLong ? `#${createHash('sha256').update(name).digest('hex')}` : name;
  if (isSecret) request.isSecret = true;
  return { request, responseKey, isSecret, isSettled: false };
}

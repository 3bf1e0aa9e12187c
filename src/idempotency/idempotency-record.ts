import * as errors from '../values/errors.ts';
import { fromTaggedJson, toTaggedJson } from '../values/tagged-json.ts';
import { decrypt, encrypt } from './encrypt.ts';
import { type IdempotencyClaim, IdempotencyError } from './idempotent-request.ts';

/** The stored result of a field: see `IdempotencyOutcome`. */
export interface IdempotencyRecord {
  refusal: string | null;
  content: string;
  isSealed: boolean;
}

const { UserError } = errors;

const classes: Record<string, unknown> = errors;

/** Whether an error can be replayed: all of `errors.ts` can. */
export function isReplayable(error: unknown): error is errors.UserError {
  return error instanceof UserError && classes[error.constructor.name] === error.constructor;
}

export function packResult(claim: IdempotencyClaim, result: unknown): IdempotencyRecord {
  return pack(claim, null, result);
}

export function packError(claim: IdempotencyClaim, error: errors.UserError): IdempotencyRecord {
  return pack(claim, error.constructor.name, { message: error.message, data: { ...error } });
}

function pack(claim: IdempotencyClaim, refusal: string | null, value: unknown): IdempotencyRecord {
  const json = toTaggedJson(value);
  const { isSecret: isSealed } = claim;
  return { refusal, isSealed, content: isSealed ? encrypt(json, encryptionKey(claim)) : json };
}

/**
 * Returns the stored result or throws the stored error.
 * @throws {UserError | IdempotencyError}
 */
export function unpack(claim: IdempotencyClaim, { refusal, content, isSealed }: IdempotencyRecord): unknown {
  const json = isSealed ? decrypt(content, encryptionKey(claim)) : content;
  if (json === null) throw new IdempotencyError('IDEMPOTENCY_OTHER_TOKEN');
  const value = fromTaggedJson(json);
  if (refusal === null) return value;
  const { message, data } = value as { message: string; data: object };
  // Without the class's constructor, which would compose the message again.
  throw Object.assign(Reflect.construct(Error, [message], classes[refusal] as never), data);
}

function encryptionKey({ request, responseKey }: IdempotencyClaim) {
  const { token, accountId, key } = request;
  return { token, context: [accountId, key, responseKey] };
}

import type { ErrorCode } from '../values/error-codes.ts';
import { ERROR_CLASSES, UserError } from '../values/errors.ts';
import { fromTaggedJson, toTaggedJson } from '../values/tagged-json.ts';
import { decrypt, encrypt } from './encrypt.ts';
import { type IdempotencyClaim, IdempotencyError } from './idempotent-request.ts';

/** The stored result of a field: see `IdempotencyOutcome`. */
export interface IdempotencyRecord {
  /** Null if the field succeeded. */
  errorCode: ErrorCode | null;
  content: string;
  isEncrypted: boolean;
}

/** Whether an error can be replayed: the classes in `ERROR_CLASSES` can, their subclasses cannot. */
export function isReplayable(error: unknown): error is UserError {
  return error instanceof UserError && ERROR_CLASSES[error.code] === error.constructor;
}

export function packResult(claim: IdempotencyClaim, result: unknown): IdempotencyRecord {
  return pack(claim, null, result);
}

export function packError(claim: IdempotencyClaim, error: UserError): IdempotencyRecord {
  const { code, ...data } = error;
  return pack(claim, code, { message: error.message, data });
}

function pack(claim: IdempotencyClaim, errorCode: ErrorCode | null, value: unknown): IdempotencyRecord {
  const json = toTaggedJson(value);
  const { isSecret: isEncrypted } = claim;
  return { errorCode, isEncrypted, content: isEncrypted ? encrypt(json, encryptionKey(claim)) : json };
}

/**
 * Returns the stored result or throws the stored error.
 * @throws {UserError | IdempotencyError}
 */
export function unpack(
  claim: IdempotencyClaim,
  { errorCode, content, isEncrypted }: IdempotencyRecord,
): unknown {
  const json = isEncrypted ? decrypt(content, encryptionKey(claim)) : content;
  if (json === null) throw new IdempotencyError('IDEMPOTENCY_OTHER_TOKEN');
  const value = fromTaggedJson(json);
  if (errorCode === null) return value;
  const { message, data } = value as { message: string; data: object };
  // Without the class's constructor, which would compose the message again.
  throw Object.assign(Reflect.construct(Error, [message], ERROR_CLASSES[errorCode]), data, {
    code: errorCode,
  });
}

function encryptionKey({ request, responseKey }: IdempotencyClaim) {
  const { token, accountId, key } = request;
  return { token, context: [accountId, key, responseKey] };
}

import * as refusals from '../values/errors.ts';
import { fromTaggedJson, toTaggedJson } from '../values/tagged-json.ts';
import { decrypt, encrypt } from './encrypt.ts';
import { type IdempotencyClaim, IdempotencyError } from './idempotent-request.ts';

/** What came of a field, as it is kept: see `IdempotencyOutcome`. */
export interface IdempotencyRecord {
  refusal: string | null;
  content: string;
  isSealed: boolean;
}

const { UserError } = refusals;

const classes: Record<string, unknown> = refusals;

/** Whether a refusal can be told again: all of `refusals.ts` can. */
export function isReplayable(error: unknown): error is refusals.UserError {
  return error instanceof UserError && classes[error.constructor.name] === error.constructor;
}

export function packResult(claim: IdempotencyClaim, result: unknown): IdempotencyRecord {
  return pack(claim, null, result);
}

export function packError(claim: IdempotencyClaim, error: refusals.UserError): IdempotencyRecord {
  return pack(claim, error.constructor.name, { message: error.message, data: { ...error } });
}

function pack(claim: IdempotencyClaim, refusal: string | null, said: unknown): IdempotencyRecord {
  const json = toTaggedJson(said);
  const { isSecret: isSealed } = claim;
  return { refusal, isSealed, content: isSealed ? encrypt(json, encryptionKey(claim)) : json };
}

/**
 * Answers as the first time: with what was done, or with the refusal.
 * @throws {UserError | IdempotencyError}
 */
export function unpack(claim: IdempotencyClaim, { refusal, content, isSealed }: IdempotencyRecord): unknown {
  const json = isSealed ? decrypt(content, encryptionKey(claim)) : content;
  if (json === null) throw new IdempotencyError('IDEMPOTENCY_OTHER_TOKEN');
  const said = fromTaggedJson(json);
  if (refusal === null) return said;
  const { message, data } = said as { message: string; data: object };
  // Without its constructor, which would want to put the message together anew.
  throw Object.assign(Reflect.construct(Error, [message], classes[refusal] as never), data);
}

function encryptionKey({ request, responseKey }: IdempotencyClaim) {
  const { token, accountId, key } = request;
  return { token, place: [accountId, key, responseKey] };
}

import * as refusals from '../values/errors.ts';
import { fromTaggedJson, toTaggedJson } from '../values/tagged-json.ts';
import { type Claim, IdempotencyError } from './idempotent-request.ts';
import { seal, unseal } from './encrypt.ts';

/** What came of a field, as it is kept: see `IdempotencyOutcome`. */
export interface KeptOutcome {
  refusal: string | null;
  content: string;
  isSealed: boolean;
}

const { DomainError } = refusals;

const classes: Record<string, unknown> = refusals;

/** Whether a refusal can be told again: all of `refusals.ts` can. */
export function isKeepable(error: unknown): error is refusals.DomainError {
  return error instanceof DomainError && classes[error.constructor.name] === error.constructor;
}

export function packResult(claim: Claim, result: unknown): KeptOutcome {
  return pack(claim, null, result);
}

export function packRefusal(claim: Claim, error: refusals.DomainError): KeptOutcome {
  return pack(claim, error.constructor.name, { message: error.message, data: { ...error } });
}

function pack(claim: Claim, refusal: string | null, said: unknown): KeptOutcome {
  const json = toTaggedJson(said);
  const { isSecret: isSealed } = claim;
  return { refusal, isSealed, content: isSealed ? seal(json, sealKey(claim)) : json };
}

/**
 * Answers as the first time: with what was done, or with the refusal.
 * @throws {DomainError | IdempotencyError}
 */
export function unpack(claim: Claim, { refusal, content, isSealed }: KeptOutcome): unknown {
  const json = isSealed ? unseal(content, sealKey(claim)) : content;
  if (json === null) throw new IdempotencyError('IDEMPOTENCY_OTHER_TOKEN');
  const said = fromTaggedJson(json);
  if (refusal === null) return said;
  const { message, data } = said as { message: string; data: object };
  // Without its constructor, which would want to put the message together anew.
  throw Object.assign(Reflect.construct(Error, [message], classes[refusal] as never), data);
}

function sealKey({ request, responseKey }: Claim) {
  const { token, accountId, key } = request;
  return { token, place: [accountId, key, responseKey] };
}

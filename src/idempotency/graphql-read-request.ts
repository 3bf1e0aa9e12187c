import { createHash } from 'node:crypto';
import { type DocumentNode, type ExecutionArgs, type GraphQLError, getOperationAST, print } from 'graphql';
import type { KeyActor } from '../platform/actor.ts';
import { requestError } from '../values/graphql-request-error.ts';
import type { IdempotentRequest } from './idempotent-request.ts';

const MAX_KEY_LENGTH = 255;

/**
 * Returns the idempotent request of an Idempotency-Key; null if the operation is not a mutation.
 * @throws INVALID_IDEMPOTENCY_KEY
 */
export function readIdempotentRequest(
  args: ExecutionArgs,
  { key, token, actor }: { key: string; token: string; actor: KeyActor },
): IdempotentRequest | null {
  const operation = getOperationAST(args.document, args.operationName);
  if (operation?.operation !== 'mutation') return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the check rejects exactly these
  if (key === '' || key.length > MAX_KEY_LENGTH || /[\u0000-\u001f\u007f-\u009f]/.test(key))
    throw invalidKey();
  const { accountId, apiKeyId } = actor;
  const requestHash = hashRequest(args.document, operation.name?.value ?? '', args.variableValues ?? {});
  return {
    ...{ accountId, apiKeyId, token, key, requestHash },
    ...{ hasStarted: false, isSecret: false, done: 0, replayed: 0, failure: null },
  };
}

function invalidKey(): GraphQLError {
  const message = `An Idempotency-Key must have 1 to ${MAX_KEY_LENGTH} characters, without control characters.`;
  return requestError('INVALID_IDEMPOTENCY_KEY', message, { http: { status: 400 } });
}

/** Requests have the same hash if they are equivalent, whatever their formatting. */
function hashRequest(
  document: DocumentNode,
  operationName: string,
  variables: Readonly<Record<string, unknown>>,
): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify([operationName, printOnce(document), inOrder(variables)]);
  return new Uint8Array(createHash('sha256').update(text).digest());
}

/** The server's parser caches one document per text. */
const printed = new WeakMap<DocumentNode, string>();

function printOnce(document: DocumentNode): string {
  const known = printed.get(document);
  if (known !== undefined) return known;
  const text = print(document);
  printed.set(document, text);
  return text;
}

const MAX_DEPTH = 100;

/**
 * Normalizes a value: the order of an input's fields is irrelevant, but the order of a list is not.
 * @throws BAD_USER_INPUT if the value is nested deeper than any input
 */
function inOrder(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) {
    const message = `The variables are nested more than ${MAX_DEPTH} deep.`;
    throw requestError('BAD_USER_INPUT', message, { http: { status: 400 } });
  }
  if (Array.isArray(value)) return value.map((each) => inOrder(each, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  // A list of pairs, as an object would move numeric names to the front.
  return { fields: entries.map(([name, part]) => [name, inOrder(part, depth + 1)]) };
}

import type { Gateway } from '../platform/gateway.ts';
import { readAccount } from '../platform/postgres/account-reader.ts';
import { decrypt, encrypt } from './encrypt.ts';
import { IdempotencyError, type IdempotentRequest } from './idempotent-request.ts';

interface StoredResponse {
  answer: string | null;
  isEncrypted: boolean;
}

const storedColumns = {
  requestHash: true,
  apiKeyId: true,
  answer: true,
  isEncrypted: true,
  expiresAt: true,
} as const;

/**
 * Returns the stored response of a request; null if there is none for this API key.
 * @throws {IdempotencyError}
 */
export async function findStoredResponse(
  { database, clock }: Gateway,
  request: IdempotentRequest,
): Promise<string | null> {
  const { accountId, apiKeyId, key, requestHash } = request;
  const [found] = await database.prisma.idempotencyKey.findManyBy({
    reader: readAccount(database, accountId),
    column: 'key',
    values: [key],
    select: storedColumns,
  });
  const stored = found?.[0];
  if (!stored || stored.expiresAt <= clock.now()) return null;
  if (!Buffer.from(requestHash).equals(stored.requestHash))
    throw new IdempotencyError('IDEMPOTENCY_MISMATCH');
  // Another API key may have fewer abilities: its response is composed again from the fields' stored results.
  if (stored.answer === null || stored.apiKeyId !== apiKeyId) return null;
  const answer = readAnswer(request, stored);
  if (answer === null) throw new IdempotencyError('IDEMPOTENCY_OTHER_TOKEN');
  return answer;
}

/**
 * Stores the response of a request, once.
 * @returns the response to send: another one if a repeated request on another node stored its own first
 */
export async function storeResponse(
  { database }: Gateway,
  request: IdempotentRequest,
  answer: string,
): Promise<string> {
  const { accountId, apiKeyId, key, requestHash, isSecret } = request;
  const content = isSecret ? encrypt(answer, encryptionKey(request)) : answer;
  const [stored] = await database.prisma.$queryRaw<StoredResponse[]>`
    UPDATE "IdempotencyKey" SET
      answer = COALESCE(answer, ${content}),
      "isEncrypted" = CASE WHEN answer IS NULL THEN ${isSecret} ELSE "isEncrypted" END
    WHERE "accountId" = ${accountId}::uuid AND key = ${key}
      AND "requestHash" = ${requestHash} AND "apiKeyId" = ${apiKeyId}::uuid
    RETURNING answer, "isEncrypted"`;
  return (stored && readAnswer(request, stored)) ?? answer;
}

function readAnswer(request: IdempotentRequest, { answer, isEncrypted }: StoredResponse): string | null {
  return isEncrypted && answer !== null ? decrypt(answer, encryptionKey(request)) : answer;
}

function encryptionKey({ token, accountId, key }: IdempotentRequest) {
  return { token, context: [accountId, key] };
}

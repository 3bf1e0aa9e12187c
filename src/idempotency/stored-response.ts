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
 * The answer that a request had when it was made before; null where there is none for this API key.
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
  const kept = found?.[0];
  if (!kept || kept.expiresAt <= clock.now()) return null;
  if (!Buffer.from(requestHash).equals(kept.requestHash)) throw new IdempotencyError('IDEMPOTENCY_MISMATCH');
  // Another's abilities may be fewer: for it the answer is read anew from the outcomes.
  if (kept.answer === null || kept.apiKeyId !== apiKeyId) return null;
  const answer = open(request, kept);
  if (answer === null) throw new IdempotencyError('IDEMPOTENCY_OTHER_TOKEN');
  return answer;
}

/**
 * Keeps an answer with the outcomes that it tells of, once.
 * @returns the answer to give: where a repetition at another node was quicker, it is that one's
 */
export async function storeResponse(
  { database }: Gateway,
  request: IdempotentRequest,
  answer: string,
): Promise<string> {
  const { accountId, apiKeyId, key, requestHash, isSecret } = request;
  const content = isSecret ? encrypt(answer, encryptionKey(request)) : answer;
  const [kept] = await database.prisma.$queryRaw<StoredResponse[]>`
    UPDATE "IdempotencyKey" SET
      answer = COALESCE(answer, ${content}),
      "isEncrypted" = CASE WHEN answer IS NULL THEN ${isSecret} ELSE "isEncrypted" END
    WHERE "accountId" = ${accountId}::uuid AND key = ${key}
      AND "requestHash" = ${requestHash} AND "apiKeyId" = ${apiKeyId}::uuid
    RETURNING answer, "isEncrypted"`;
  return (kept && open(request, kept)) ?? answer;
}

function open(request: IdempotentRequest, { answer, isEncrypted }: StoredResponse): string | null {
  return isEncrypted && answer !== null ? decrypt(answer, encryptionKey(request)) : answer;
}

function encryptionKey({ token, accountId, key }: IdempotentRequest) {
  return { token, place: [accountId, key] };
}

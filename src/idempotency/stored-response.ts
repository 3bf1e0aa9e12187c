import type { Gateway } from '../platform/gateway.ts';
import { readAccount } from '../platform/postgres/database.ts';
import { decrypt, encrypt } from './encrypt.ts';
import { IdempotencyError, type IdempotentRequest } from './idempotent-request.ts';

interface StoredResponse {
  answer: string | null;
  isEncrypted: boolean;
}

/**
 * The answer that a request had when it was made before; null where there is none for this API key.
 * @throws {IdempotencyError}
 */
export async function findStoredResponse(
  { database, clock }: Gateway,
  request: IdempotentRequest,
): Promise<string | null> {
  const { accountId, apiKeyId, key, requestHash } = request;
  type Row = StoredResponse & { requestHash: Buffer; apiKeyId: string };
  const [kept] = await readAccount(database, accountId).rows<Row>(
    `SELECT "requestHash", "apiKeyId", answer, "isEncrypted" FROM "IdempotencyKey"
     WHERE "accountId" = $1 AND key = $2 AND "expiresAt" > $3`,
    [key, clock.now()],
  );
  if (!kept) return null;
  if (!kept.requestHash.equals(requestHash)) throw new IdempotencyError('IDEMPOTENCY_MISMATCH');
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

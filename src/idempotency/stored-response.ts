import { readAccount } from '../platform/postgres/database.ts';
import type { Gateway } from '../platform/gateway.ts';
import { IdempotencyError, type KeyedRequest } from './idempotent-request.ts';
import { seal, unseal } from './encrypt.ts';

interface KeptAnswer {
  answer: string | null;
  isSealed: boolean;
}

/**
 * The answer that a request had when it was made before; null where there is none for this API key.
 * @throws {IdempotencyError}
 */
export async function findAnswer(
  { database, clock }: Gateway,
  request: KeyedRequest,
): Promise<string | null> {
  const { accountId, apiKeyId, key, requestHash } = request;
  type Row = KeptAnswer & { requestHash: Buffer; apiKeyId: string };
  const [kept] = await readAccount(database, accountId).rows<Row>(
    `SELECT "requestHash", "apiKeyId", answer, "isSealed" FROM "IdempotencyKey"
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
export async function keepAnswer(
  { database }: Gateway,
  request: KeyedRequest,
  answer: string,
): Promise<string> {
  const { accountId, apiKeyId, key, requestHash, isSecret } = request;
  const content = isSecret ? seal(answer, sealKey(request)) : answer;
  const [kept] = await database.prisma.$queryRaw<KeptAnswer[]>`
    UPDATE "IdempotencyKey" SET
      answer = COALESCE(answer, ${content}),
      "isSealed" = CASE WHEN answer IS NULL THEN ${isSecret} ELSE "isSealed" END
    WHERE "accountId" = ${accountId}::uuid AND key = ${key}
      AND "requestHash" = ${requestHash} AND "apiKeyId" = ${apiKeyId}::uuid
    RETURNING answer, "isSealed"`;
  return (kept && open(request, kept)) ?? answer;
}

function open(request: KeyedRequest, { answer, isSealed }: KeptAnswer): string | null {
  return isSealed && answer !== null ? unseal(answer, sealKey(request)) : answer;
}

function sealKey({ token, accountId, key }: KeyedRequest) {
  return { token, place: [accountId, key] };
}

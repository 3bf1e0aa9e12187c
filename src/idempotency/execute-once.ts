import { createHash } from 'node:crypto';
import type { Gateway } from '../platform/gateway.ts';
import type { Tx } from '../platform/postgres/database.ts';
import { DAY_MS } from '../values/durations.ts';
import type { UserError } from '../values/errors.ts';
import { type IdempotencyRecord, packError, packResult, unpack } from './idempotency-record.ts';
import { type IdempotencyClaim, IdempotencyError, type IdempotentRequest } from './idempotent-request.ts';

interface Moment {
  tx: Tx;
  now: Date;
}

/** How long an outcome is told again. */
const REPLAY_WINDOW_MS = DAY_MS;

/**
 * Does the work of a claim in its transaction, and keeps with it what came of it; or says what came of it before.
 * @throws {UserError | IdempotencyError} UserError where it was refused before
 */
export async function executeOnce<Result>(
  moment: Moment,
  claim: IdempotencyClaim,
  work: () => Promise<Result>,
): Promise<Result> {
  if (claim.isSettled) {
    // The second would have to know what the first has done when only the first is done.
    throw new Error(
      `The field ${claim.responseKey} takes two transactions: its outcome would be of one of them.`,
    );
  }
  const known = await findRecord(moment, claim);
  if (known) {
    markReplayed(claim);
    return unpack(claim, known) as Result;
  }
  const result = await work();
  await storeRecord(moment, claim, packResult(claim, result));
  return result;
}

/**
 * Keeps a refusal. It comes after the work's transaction, which is rolled back: with nothing done, a key that a
 * crash leaves unused is right, and what is refused outside of any transaction is kept in the same way.
 * @throws {UserError | IdempotencyError} UserError where it was refused before, as it was refused then
 * @returns whether it is kept; else a repetition has meanwhile done the work
 */
export async function storeError(
  { database, clock }: Gateway,
  claim: IdempotencyClaim,
  error: UserError,
): Promise<boolean> {
  return database.prisma.$transaction(
    async (tx) => {
      const moment = { tx, now: clock.now() };
      const known = await findRecord(moment, claim);
      if (known && known.errorCode === null) return false;
      if (known) {
        markReplayed(claim);
        unpack(claim, known);
      }
      await storeRecord(moment, claim, packError(claim, error));
      return true;
    },
    { maxWait: 10_000, timeout: 20_000 },
  );
}

/** Once the transaction is committed that has done a claim's work. */
export function markDone(claim: IdempotencyClaim): void {
  if (claim.isSettled) return;
  claim.isSettled = true;
  claim.request.done += 1;
}

function markReplayed(claim: IdempotencyClaim): void {
  claim.isSettled = true;
  claim.request.replayed += 1;
}

/** Takes the key until the transaction ends, and looks whether the claim has its outcome. */
async function findRecord({ tx, now }: Moment, claim: IdempotencyClaim): Promise<IdempotencyRecord | null> {
  const { request, responseKey } = claim;
  const { accountId, key } = request;
  await lockKey(tx, request);
  // A statement of its own: it has to see what was committed until the lock was there.
  const [found] = await tx.$queryRaw<(IdempotencyRecord & { requestHash: Uint8Array; expiresAt: Date })[]>`
    SELECT k."requestHash", k."expiresAt", o."errorCode", o.content, o."isEncrypted"
    FROM "IdempotencyKey" AS k
    LEFT JOIN "IdempotencyOutcome" AS o
      ON o."accountId" = k."accountId" AND o.key = k.key AND o."responseKey" = ${responseKey}
    WHERE k."accountId" = ${accountId}::uuid AND k.key = ${key}`;
  if (!found) return null;
  if (found.expiresAt <= now) {
    await tx.idempotencyKey.deleteMany({ where: { accountId, key } });
    return null;
  }
  if (!Buffer.from(found.requestHash).equals(request.requestHash)) {
    throw new IdempotencyError('IDEMPOTENCY_MISMATCH');
  }
  return found.content === null ? null : found;
}

async function lockKey(tx: Tx, request: IdempotentRequest): Promise<void> {
  const digest = createHash('sha256')
    .update(JSON.stringify([request.accountId, request.key]))
    .digest();
  const lock = digest.readBigInt64BE();
  if (request.hasBegun) {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${lock})::text`;
    return;
  }
  const [answer] = await tx.$queryRaw<{ isMine: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${lock}) AS "isMine"`;
  if (!answer?.isMine) throw new IdempotencyError('IDEMPOTENCY_IN_PROGRESS');
  request.hasBegun = true;
}

async function storeRecord(
  { tx, now }: Moment,
  claim: IdempotencyClaim,
  outcome: IdempotencyRecord,
): Promise<void> {
  const { request, responseKey } = claim;
  const { accountId, apiKeyId, key, requestHash } = request;
  const { errorCode, content, isEncrypted } = outcome;
  const expiresAt = new Date(now.getTime() + REPLAY_WINDOW_MS);
  await tx.$executeRaw`
    WITH request AS (
      INSERT INTO "IdempotencyKey" ("accountId", key, "requestHash", "apiKeyId", "expiresAt")
      VALUES (${accountId}::uuid, ${key}, ${requestHash}, ${apiKeyId}::uuid, ${expiresAt})
      ON CONFLICT DO NOTHING)
    INSERT INTO "IdempotencyOutcome" ("accountId", key, "responseKey", "errorCode", content, "isEncrypted")
    VALUES (${accountId}::uuid, ${key}, ${responseKey}, ${errorCode}, ${content}, ${isEncrypted})`;
}

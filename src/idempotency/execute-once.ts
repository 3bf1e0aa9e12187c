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

/** How long results can be replayed. */
const REPLAY_WINDOW_MS = DAY_MS;

/**
 * Runs the work of a claim in its transaction and stores its result; replays the stored result if there is one.
 * @throws {UserError | IdempotencyError} UserError if the stored result is an error
 */
export async function executeOnce<Result>(
  moment: Moment,
  claim: IdempotencyClaim,
  work: () => Promise<Result>,
): Promise<Result> {
  if (claim.isRecorded) {
    // If only the first transaction commits, a replay could not complete the second.
    throw new Error(
      `The field ${claim.responseKey} uses two transactions: only one of them could store its result.`,
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
 * Stores an error after the work's transaction is rolled back. A crash in between leaves the key unused, which is
 * correct as nothing was done. Errors thrown without any transaction are stored in the same way.
 * @throws {UserError | IdempotencyError} UserError if an error is stored already: that one
 * @returns false if a repeated request has completed the work meanwhile
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

/** Called after the commit of the transaction that did a claim's work. */
export function markDone(claim: IdempotencyClaim): void {
  if (claim.isRecorded) return;
  claim.isRecorded = true;
  claim.request.done += 1;
}

function markReplayed(claim: IdempotencyClaim): void {
  claim.isRecorded = true;
  claim.request.replayed += 1;
}

/** Locks the key until the transaction ends, and returns the claim's stored result, if any. */
async function findRecord({ tx, now }: Moment, claim: IdempotencyClaim): Promise<IdempotencyRecord | null> {
  const { request, responseKey } = claim;
  const { accountId, key } = request;
  await lockKey(tx, request);
  // A separate statement, so that it sees everything committed before the lock was acquired.
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
  if (request.hasStarted) {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${lock})::text`;
    return;
  }
  const [row] = await tx.$queryRaw<{ isLocked: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${lock}) AS "isLocked"`;
  if (!row?.isLocked) throw new IdempotencyError('IDEMPOTENCY_IN_PROGRESS');
  request.hasStarted = true;
}

async function storeRecord(
  { tx, now }: Moment,
  claim: IdempotencyClaim,
  record: IdempotencyRecord,
): Promise<void> {
  const { request, responseKey } = claim;
  const { accountId, apiKeyId, key, requestHash } = request;
  const { errorCode, content, isEncrypted } = record;
  const expiresAt = new Date(now.getTime() + REPLAY_WINDOW_MS);
  await tx.$executeRaw`
    WITH request AS (
      INSERT INTO "IdempotencyKey" ("accountId", key, "requestHash", "apiKeyId", "expiresAt")
      VALUES (${accountId}::uuid, ${key}, ${requestHash}, ${apiKeyId}::uuid, ${expiresAt})
      ON CONFLICT DO NOTHING)
    INSERT INTO "IdempotencyOutcome" ("accountId", key, "responseKey", "errorCode", content, "isEncrypted")
    VALUES (${accountId}::uuid, ${key}, ${responseKey}, ${errorCode}, ${content}, ${isEncrypted})`;
}

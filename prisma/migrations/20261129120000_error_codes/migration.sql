-- What a replay returns is named by its code. Before, it was named by its class: `InvalidInput` is `INVALID_INPUT`.
ALTER TABLE "IdempotencyOutcome" RENAME COLUMN "refusal" TO "errorCode";
UPDATE "IdempotencyOutcome"
  SET "errorCode" = upper(regexp_replace("errorCode", '([a-z])([A-Z])', '\1_\2', 'g'))
  WHERE "errorCode" IS NOT NULL;

-- Encryption is called by its name.
ALTER TABLE "IdempotencyOutcome" RENAME COLUMN "isSealed" TO "isEncrypted";
ALTER TABLE "IdempotencyKey" RENAME COLUMN "isSealed" TO "isEncrypted";

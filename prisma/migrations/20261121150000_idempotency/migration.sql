-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "requestHash" BYTEA NOT NULL,
    "apiKeyId" UUID NOT NULL,
    "answer" TEXT,
    "isSealed" BOOLEAN NOT NULL DEFAULT false,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("accountId","key")
);

-- CreateTable
CREATE TABLE "IdempotencyOutcome" (
    "accountId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "responseKey" TEXT NOT NULL,
    "refusal" TEXT,
    "content" TEXT NOT NULL,
    "isSealed" BOOLEAN NOT NULL,

    CONSTRAINT "IdempotencyOutcome_pkey" PRIMARY KEY ("accountId","key","responseKey")
);

-- CreateIndex
CREATE INDEX "IdempotencyKey_expiresAt_idx" ON "IdempotencyKey"("expiresAt");

-- AddForeignKey
ALTER TABLE "IdempotencyKey" ADD CONSTRAINT "IdempotencyKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IdempotencyOutcome" ADD CONSTRAINT "IdempotencyOutcome_accountId_key_fkey" FOREIGN KEY ("accountId", "key") REFERENCES "IdempotencyKey"("accountId", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN     "previousTokenExpiresAt" TIMESTAMPTZ(3),
ADD COLUMN     "previousTokenHash" BYTEA;

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_previousTokenHash_key" ON "ApiKey"("previousTokenHash");

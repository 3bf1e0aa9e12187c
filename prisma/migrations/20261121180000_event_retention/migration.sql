-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "eventFloor" BIGINT NOT NULL DEFAULT 0;

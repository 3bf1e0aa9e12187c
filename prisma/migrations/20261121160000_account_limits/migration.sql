-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "requestsPerHour" INTEGER,
ADD COLUMN     "requestsPerMinute" INTEGER;


-- CreateEnum
CREATE TYPE "EstimateState" AS ENUM ('DRAFT', 'SENT', 'VIEWED', 'ACCEPTED');

-- CreateEnum
CREATE TYPE "RecurringInvoiceState" AS ENUM ('DRAFT', 'SCHEDULED', 'PENDING', 'ACTIVE', 'COMPLETED', 'CLOSED');

-- CreateEnum
CREATE TYPE "RecurringMethod" AS ENUM ('SAVE_DRAFT', 'AUTO_SEND', 'AUTO_BILL');

-- CreateEnum
CREATE TYPE "IntervalUnit" AS ENUM ('DAYS', 'WEEKS', 'MONTHS', 'YEARS');

-- CreateEnum
CREATE TYPE "PendingReason" AS ENUM ('CLIENT_TRASHED', 'DELIVERY_FAILED', 'MISSED_IN_TRASH');

-- CreateEnum
CREATE TYPE "DeliveryKind" AS ENUM ('STATEMENT', 'REMINDER', 'RECEIPT');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('QUEUED', 'SENT', 'FAILED');

-- AlterTable
ALTER TABLE "Adjustment" ADD COLUMN     "estimateId" UUID,
ADD COLUMN     "recurringInvoiceId" UUID,
ALTER COLUMN "invoiceId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "estimateId" UUID;

-- AlterTable
ALTER TABLE "Invoice" ADD COLUMN     "estimateId" UUID,
ADD COLUMN     "isForCollection" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "iterationNo" INTEGER,
ADD COLUMN     "recurringInvoiceId" UUID;

-- AlterTable
ALTER TABLE "LineItem" ADD COLUMN     "estimateId" UUID,
ADD COLUMN     "recurringInvoiceId" UUID,
ALTER COLUMN "invoiceId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "MessageTemplate" (
    "accountId" UUID NOT NULL,
    "kind" "DeliveryKind" NOT NULL,
    "language" "Language" NOT NULL,
    "subject" TEXT NOT NULL,
    "message" TEXT NOT NULL,

    CONSTRAINT "MessageTemplate_pkey" PRIMARY KEY ("accountId","kind","language")
);

-- CreateTable
CREATE TABLE "Estimate" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hashKey" TEXT NOT NULL,
    "connectionId" UUID NOT NULL,
    "statementNo" TEXT NOT NULL,
    "state" "EstimateState" NOT NULL DEFAULT 'DRAFT',
    "date" DATE NOT NULL,
    "expireDate" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "summary" TEXT,
    "note" TEXT,
    "sendReminders" BOOLEAN NOT NULL,
    "calculationVersion" INTEGER NOT NULL,
    "subTotalMinor" BIGINT NOT NULL,
    "discountTotalMinor" BIGINT NOT NULL,
    "taxTotalMinor" BIGINT NOT NULL,
    "shippingTotalMinor" BIGINT NOT NULL,
    "billedTotalMinor" BIGINT NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "viewedAt" TIMESTAMPTZ(3),
    "acceptedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "trashedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Estimate_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "RecurringInvoice" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hashKey" TEXT NOT NULL,
    "connectionId" UUID NOT NULL,
    "profileName" TEXT NOT NULL,
    "profileNo" TEXT,
    "state" "RecurringInvoiceState" NOT NULL DEFAULT 'DRAFT',
    "pendingReason" "PendingReason",
    "recurringMethod" "RecurringMethod" NOT NULL,
    "startDate" DATE NOT NULL,
    "nextBillingDate" DATE NOT NULL,
    "lastBillingDate" DATE,
    "billingDay" INTEGER NOT NULL,
    "interval" INTEGER NOT NULL,
    "intervalUnit" "IntervalUnit" NOT NULL,
    "occurrences" INTEGER NOT NULL,
    "iterationNo" INTEGER NOT NULL DEFAULT 0,
    "dueInDays" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "summary" TEXT,
    "note" TEXT,
    "poNumber" TEXT,
    "paymentOptions" "PaymentMethod"[],
    "allowPartialPayments" BOOLEAN NOT NULL,
    "sendReceiptsAutomatically" BOOLEAN NOT NULL,
    "sendReminders" BOOLEAN NOT NULL,
    "calculationVersion" INTEGER NOT NULL,
    "subTotalMinor" BIGINT NOT NULL,
    "discountTotalMinor" BIGINT NOT NULL,
    "taxTotalMinor" BIGINT NOT NULL,
    "shippingTotalMinor" BIGINT NOT NULL,
    "billedTotalMinor" BIGINT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "trashedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecurringInvoice_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "DeliveryKind" NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'QUEUED',
    "invoiceId" UUID,
    "estimateId" UUID,
    "paymentId" UUID,
    "reminderDay" INTEGER,
    "recipients" JSONB NOT NULL,
    "blindCopies" JSONB NOT NULL,
    "subject" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "attachment" BOOLEAN NOT NULL,
    "error" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateIndex
CREATE INDEX "Estimate_accountId_date_id_idx" ON "Estimate"("accountId", "date", "id");

-- CreateIndex
CREATE INDEX "Estimate_accountId_createdAt_id_idx" ON "Estimate"("accountId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Estimate_accountId_state_id_idx" ON "Estimate"("accountId", "state", "id");

-- CreateIndex
CREATE INDEX "Estimate_accountId_updatedAt_idx" ON "Estimate"("accountId", "updatedAt");

-- CreateIndex
CREATE INDEX "Estimate_accountId_connectionId_date_id_idx" ON "Estimate"("accountId", "connectionId", "date", "id");

-- CreateIndex
CREATE INDEX "Estimate_reminders_idx" ON "Estimate"("expireDate") WHERE ("sendReminders" = true);

-- CreateIndex
CREATE UNIQUE INDEX "Estimate_accountId_hashKey_key" ON "Estimate"("accountId", "hashKey");

-- CreateIndex
CREATE UNIQUE INDEX "Estimate_accountId_statementNo_key" ON "Estimate"("accountId", "statementNo");

-- CreateIndex
CREATE INDEX "RecurringInvoice_accountId_profileName_id_idx" ON "RecurringInvoice"("accountId", "profileName", "id");

-- CreateIndex
CREATE INDEX "RecurringInvoice_accountId_nextBillingDate_id_idx" ON "RecurringInvoice"("accountId", "nextBillingDate", "id");

-- CreateIndex
CREATE INDEX "RecurringInvoice_accountId_state_id_idx" ON "RecurringInvoice"("accountId", "state", "id");

-- CreateIndex
CREATE INDEX "RecurringInvoice_accountId_intervalUnit_id_idx" ON "RecurringInvoice"("accountId", "intervalUnit", "id");

-- CreateIndex
CREATE INDEX "RecurringInvoice_accountId_createdAt_id_idx" ON "RecurringInvoice"("accountId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "RecurringInvoice_accountId_connectionId_createdAt_id_idx" ON "RecurringInvoice"("accountId", "connectionId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "RecurringInvoice_due_idx" ON "RecurringInvoice"("state", "nextBillingDate");

-- CreateIndex
CREATE UNIQUE INDEX "RecurringInvoice_accountId_hashKey_key" ON "RecurringInvoice"("accountId", "hashKey");

-- CreateIndex
CREATE INDEX "Delivery_accountId_invoiceId_createdAt_idx" ON "Delivery"("accountId", "invoiceId", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_accountId_estimateId_createdAt_idx" ON "Delivery"("accountId", "estimateId", "createdAt");

-- CreateIndex
CREATE INDEX "Delivery_accountId_paymentId_idx" ON "Delivery"("accountId", "paymentId");

-- CreateIndex
CREATE INDEX "Delivery_queue_idx" ON "Delivery"("nextAttemptAt") WHERE (state = 'QUEUED');

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_accountId_invoiceId_reminderDay_key" ON "Delivery"("accountId", "invoiceId", "reminderDay");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_accountId_estimateId_reminderDay_key" ON "Delivery"("accountId", "estimateId", "reminderDay");

-- CreateIndex
CREATE INDEX "Adjustment_accountId_estimateId_sortOrder_idx" ON "Adjustment"("accountId", "estimateId", "sortOrder");

-- CreateIndex
CREATE INDEX "Adjustment_accountId_recurringInvoiceId_sortOrder_idx" ON "Adjustment"("accountId", "recurringInvoiceId", "sortOrder");

-- CreateIndex
CREATE INDEX "Invoice_accountId_recurringInvoiceId_date_id_idx" ON "Invoice"("accountId", "recurringInvoiceId", "date", "id");

-- CreateIndex
CREATE INDEX "Invoice_reminders_idx" ON "Invoice"("dueDate") WHERE ("sendReminders" = true);

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_accountId_estimateId_key" ON "Invoice"("accountId", "estimateId");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_accountId_recurringInvoiceId_iterationNo_key" ON "Invoice"("accountId", "recurringInvoiceId", "iterationNo");

-- CreateIndex
CREATE INDEX "LineItem_accountId_estimateId_sortOrder_idx" ON "LineItem"("accountId", "estimateId", "sortOrder");

-- CreateIndex
CREATE INDEX "LineItem_accountId_recurringInvoiceId_sortOrder_idx" ON "LineItem"("accountId", "recurringInvoiceId", "sortOrder");

-- AddForeignKey
ALTER TABLE "MessageTemplate" ADD CONSTRAINT "MessageTemplate_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_accountId_estimateId_fkey" FOREIGN KEY ("accountId", "estimateId") REFERENCES "Estimate"("accountId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_accountId_recurringInvoiceId_fkey" FOREIGN KEY ("accountId", "recurringInvoiceId") REFERENCES "RecurringInvoice"("accountId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Estimate" ADD CONSTRAINT "Estimate_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Estimate" ADD CONSTRAINT "Estimate_accountId_connectionId_fkey" FOREIGN KEY ("accountId", "connectionId") REFERENCES "Connection"("accountId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecurringInvoice" ADD CONSTRAINT "RecurringInvoice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecurringInvoice" ADD CONSTRAINT "RecurringInvoice_accountId_connectionId_fkey" FOREIGN KEY ("accountId", "connectionId") REFERENCES "Connection"("accountId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_accountId_invoiceId_fkey" FOREIGN KEY ("accountId", "invoiceId") REFERENCES "Invoice"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_accountId_estimateId_fkey" FOREIGN KEY ("accountId", "estimateId") REFERENCES "Estimate"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_accountId_paymentId_fkey" FOREIGN KEY ("accountId", "paymentId") REFERENCES "Payment"("accountId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LineItem" ADD CONSTRAINT "LineItem_accountId_estimateId_fkey" FOREIGN KEY ("accountId", "estimateId") REFERENCES "Estimate"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LineItem" ADD CONSTRAINT "LineItem_accountId_recurringInvoiceId_fkey" FOREIGN KEY ("accountId", "recurringInvoiceId") REFERENCES "RecurringInvoice"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_accountId_estimateId_fkey" FOREIGN KEY ("accountId", "estimateId") REFERENCES "Estimate"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_accountId_recurringInvoiceId_fkey" FOREIGN KEY ("accountId", "recurringInvoiceId") REFERENCES "RecurringInvoice"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A line and an adjustment belong to one statement, of whichever kind.
ALTER TABLE "LineItem" ADD CONSTRAINT "LineItem_one_statement_check" CHECK (num_nonnulls("invoiceId", "estimateId", "recurringInvoiceId") = 1);
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_one_statement_check" CHECK (num_nonnulls("invoiceId", "estimateId", "recurringInvoiceId") = 1);

-- CreateEnum
CREATE TYPE "Plan" AS ENUM ('FREE', 'PRO', 'ENTERPRISE');

-- CreateEnum
CREATE TYPE "Language" AS ENUM ('EN_US', 'EN_UK', 'ZH', 'DA', 'NL', 'DE', 'ET', 'FIL', 'FR', 'HI', 'IT', 'JA', 'KO', 'MS', 'PT_BR', 'RU', 'SI', 'ES');

-- CreateEnum
CREATE TYPE "Ability" AS ENUM ('CONNECTIONS_READ', 'CONNECTIONS_WRITE', 'STATEMENTS_READ', 'STATEMENTS_WRITE', 'STATEMENTS_SEND', 'PAYMENTS_READ', 'PAYMENTS_WRITE', 'CATEGORIES_READ', 'CATEGORIES_WRITE', 'EVENTS_READ', 'WEBHOOKS_READ', 'WEBHOOKS_WRITE', 'API_KEYS_READ', 'API_KEYS_WRITE', 'ACCOUNT_WRITE');

-- CreateEnum
CREATE TYPE "ConnectionCategory" AS ENUM ('ORGANIZATION', 'INDIVIDUAL');

-- CreateEnum
CREATE TYPE "InvoiceState" AS ENUM ('DRAFT', 'SENT', 'VIEWED', 'PARTIAL', 'PAID');

-- CreateEnum
CREATE TYPE "LineItemKind" AS ENUM ('ITEM', 'EXPENSE', 'TASK', 'TRIP');

-- CreateEnum
CREATE TYPE "AdjustmentKind" AS ENUM ('TAX', 'DISCOUNT', 'SHIPPING');

-- CreateEnum
CREATE TYPE "PaymentMethod" AS ENUM ('CASH', 'CHECK', 'OTHER', 'BANK_TRANSFER', 'GOOGLE_WALLET', 'WEPAY', 'TWOCHECKOUT', 'PAYPAL', 'PAYPAL_PRO', 'BRAINTREE', 'AUTHORIZENET', 'STRIPE');

-- CreateEnum
CREATE TYPE "PaymentState" AS ENUM ('UNREALIZED', 'REALIZED');

-- CreateEnum
CREATE TYPE "EventType" AS ENUM ('CLIENT_CREATED', 'CLIENT_UPDATED', 'INVOICE_CREATED', 'INVOICE_UPDATED', 'INVOICE_SENT', 'INVOICE_VIEWED', 'INVOICE_PAID', 'PAYMENT_RECEIVED', 'PAYMENT_REFUNDED', 'PROPOSAL_CREATED', 'PROPOSAL_SENT', 'PROPOSAL_SIGNED');

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "plan" "Plan" NOT NULL DEFAULT 'FREE',
    "currency" CHAR(3) NOT NULL DEFAULT 'USD',
    "language" "Language" NOT NULL DEFAULT 'EN_US',
    "replyTo" TEXT,
    "eventSeq" BIGINT NOT NULL DEFAULT 0,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "abilities" "Ability"[],
    "lastUsedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Counter" (
    "accountId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "last" BIGINT NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("accountId","name")
);

-- CreateTable
CREATE TABLE "Connection" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hashKey" TEXT NOT NULL,
    "category" "ConnectionCategory" NOT NULL,
    "displayName" TEXT NOT NULL,
    "name" TEXT,
    "firstName" TEXT,
    "lastName" TEXT,
    "businessEmail" TEXT NOT NULL,
    "language" "Language" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "street" TEXT,
    "city" TEXT,
    "state" TEXT,
    "zipCode" TEXT,
    "countryCode" CHAR(2),
    "phone" TEXT,
    "fax" TEXT,
    "websiteUrl" TEXT,
    "primaryContactFirstName" TEXT,
    "primaryContactLastName" TEXT,
    "customFields" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "trashedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Contact" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connectionId" UUID NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT,
    "email" TEXT NOT NULL,
    "mobile" TEXT,
    "phone" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Category" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "LineItemKind" NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "unit" TEXT,
    "price" DECIMAL(20,6),
    "rate" DECIMAL(20,6),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Category_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Invoice" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hashKey" TEXT NOT NULL,
    "connectionId" UUID NOT NULL,
    "statementNo" TEXT NOT NULL,
    "state" "InvoiceState" NOT NULL DEFAULT 'DRAFT',
    "date" DATE NOT NULL,
    "dueDate" DATE NOT NULL,
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
    "paidTotalMinor" BIGINT NOT NULL DEFAULT 0,
    "pendingTotalMinor" BIGINT NOT NULL DEFAULT 0,
    "sentAt" TIMESTAMPTZ(3),
    "viewedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "trashedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "LineItem" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "sortOrder" INTEGER NOT NULL,
    "kind" "LineItemKind" NOT NULL,
    "date" DATE,
    "description" TEXT NOT NULL,
    "unit" TEXT,
    "price" DECIMAL(20,6),
    "quantity" DECIMAL(20,6),
    "amount" DECIMAL(20,6),
    "duration" DECIMAL(20,6),
    "distance" DECIMAL(20,6),
    "rate" DECIMAL(20,6),
    "currency" CHAR(3) NOT NULL,
    "totalMinor" BIGINT NOT NULL,

    CONSTRAINT "LineItem_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Adjustment" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "lineItemId" UUID,
    "kind" "AdjustmentKind" NOT NULL,
    "sortOrder" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "key" INTEGER,
    "percent" DECIMAL(20,6),
    "fixedMinor" BIGINT,
    "compound" BOOLEAN NOT NULL DEFAULT false,
    "currency" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "Adjustment_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Payment" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "hashKey" TEXT NOT NULL,
    "invoiceId" UUID NOT NULL,
    "receiptNo" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "balanceMinor" BIGINT NOT NULL,
    "refundedMinor" BIGINT NOT NULL DEFAULT 0,
    "method" "PaymentMethod" NOT NULL,
    "details" TEXT,
    "state" "PaymentState" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Refund" (
    "accountId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "paymentId" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("accountId","id")
);

-- CreateTable
CREATE TABLE "Event" (
    "accountId" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "type" "EventType" NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "connectionId" UUID,
    "invoiceId" UUID,
    "paymentId" UUID,
    "refundId" UUID,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("accountId","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_tokenHash_key" ON "ApiKey"("tokenHash");

-- CreateIndex
CREATE INDEX "Connection_accountId_displayName_id_idx" ON "Connection"("accountId", "displayName", "id");

-- CreateIndex
CREATE INDEX "Connection_accountId_updatedAt_idx" ON "Connection"("accountId", "updatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_accountId_hashKey_key" ON "Connection"("accountId", "hashKey");

-- CreateIndex
CREATE INDEX "Contact_accountId_connectionId_firstName_id_idx" ON "Contact"("accountId", "connectionId", "firstName", "id");

-- CreateIndex
CREATE INDEX "Category_accountId_kind_name_id_idx" ON "Category"("accountId", "kind", "name", "id");

-- CreateIndex
CREATE INDEX "Invoice_accountId_date_id_idx" ON "Invoice"("accountId", "date", "id");

-- CreateIndex
CREATE INDEX "Invoice_accountId_createdAt_id_idx" ON "Invoice"("accountId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Invoice_accountId_state_id_idx" ON "Invoice"("accountId", "state", "id");

-- CreateIndex
CREATE INDEX "Invoice_accountId_dueDate_idx" ON "Invoice"("accountId", "dueDate");

-- CreateIndex
CREATE INDEX "Invoice_accountId_updatedAt_idx" ON "Invoice"("accountId", "updatedAt");

-- CreateIndex
CREATE INDEX "Invoice_accountId_connectionId_date_id_idx" ON "Invoice"("accountId", "connectionId", "date", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_accountId_hashKey_key" ON "Invoice"("accountId", "hashKey");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_accountId_statementNo_key" ON "Invoice"("accountId", "statementNo");

-- CreateIndex
CREATE INDEX "LineItem_accountId_invoiceId_sortOrder_idx" ON "LineItem"("accountId", "invoiceId", "sortOrder");

-- CreateIndex
CREATE INDEX "Adjustment_accountId_invoiceId_sortOrder_idx" ON "Adjustment"("accountId", "invoiceId", "sortOrder");

-- CreateIndex
CREATE INDEX "Adjustment_accountId_lineItemId_idx" ON "Adjustment"("accountId", "lineItemId");

-- CreateIndex
CREATE INDEX "Payment_accountId_invoiceId_date_id_idx" ON "Payment"("accountId", "invoiceId", "date", "id");

-- CreateIndex
CREATE INDEX "Payment_accountId_date_id_idx" ON "Payment"("accountId", "date", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_accountId_hashKey_key" ON "Payment"("accountId", "hashKey");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_accountId_receiptNo_key" ON "Payment"("accountId", "receiptNo");

-- CreateIndex
CREATE INDEX "Refund_accountId_paymentId_createdAt_idx" ON "Refund"("accountId", "paymentId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Event_accountId_id_key" ON "Event"("accountId", "id");

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Counter" ADD CONSTRAINT "Counter_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_accountId_connectionId_fkey" FOREIGN KEY ("accountId", "connectionId") REFERENCES "Connection"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Category" ADD CONSTRAINT "Category_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_accountId_connectionId_fkey" FOREIGN KEY ("accountId", "connectionId") REFERENCES "Connection"("accountId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LineItem" ADD CONSTRAINT "LineItem_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LineItem" ADD CONSTRAINT "LineItem_accountId_invoiceId_fkey" FOREIGN KEY ("accountId", "invoiceId") REFERENCES "Invoice"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_accountId_invoiceId_fkey" FOREIGN KEY ("accountId", "invoiceId") REFERENCES "Invoice"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_accountId_lineItemId_fkey" FOREIGN KEY ("accountId", "lineItemId") REFERENCES "LineItem"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Payment" ADD CONSTRAINT "Payment_accountId_invoiceId_fkey" FOREIGN KEY ("accountId", "invoiceId") REFERENCES "Invoice"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_accountId_paymentId_fkey" FOREIGN KEY ("accountId", "paymentId") REFERENCES "Payment"("accountId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Event" ADD CONSTRAINT "Event_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

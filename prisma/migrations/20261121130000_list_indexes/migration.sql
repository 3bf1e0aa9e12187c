-- Trigrams of texts, and the account beside them in one index. Both extensions are trusted: the database's owner
-- may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- What lists are searched by, word for word as src/platform/search.ts asks for it. New rows wait in a list that
-- every search reads: a short one, so that neither searches nor the write that clears it take long.
CREATE INDEX "Connection_search_idx" ON "Connection" USING gin ("accountId", (lower(coalesce("displayName", '') || E'\x1f' || coalesce("businessEmail", ''))) gin_trgm_ops)
  WITH (gin_pending_list_limit = 256);
CREATE INDEX "Invoice_search_idx" ON "Invoice" USING gin ("accountId", (lower(coalesce("statementNo", '') || E'\x1f' || coalesce("summary", '') || E'\x1f' || coalesce("poNumber", ''))) gin_trgm_ops)
  WITH (gin_pending_list_limit = 256);
CREATE INDEX "Estimate_search_idx" ON "Estimate" USING gin ("accountId", (lower(coalesce("statementNo", '') || E'\x1f' || coalesce("summary", ''))) gin_trgm_ops)
  WITH (gin_pending_list_limit = 256);
CREATE INDEX "RecurringInvoice_search_idx" ON "RecurringInvoice" USING gin ("accountId", (lower(coalesce("profileName", '') || E'\x1f' || coalesce("profileNo", '') || E'\x1f' || coalesce("summary", ''))) gin_trgm_ops)
  WITH (gin_pending_list_limit = 256);

-- DropIndex
DROP INDEX "Adjustment_accountId_estimateId_sortOrder_idx";

-- DropIndex
DROP INDEX "Adjustment_accountId_lineItemId_idx";

-- DropIndex
DROP INDEX "Adjustment_accountId_recurringInvoiceId_sortOrder_idx";

-- DropIndex
DROP INDEX "Connection_accountId_displayName_id_idx";

-- DropIndex
DROP INDEX "Estimate_accountId_date_id_idx";

-- DropIndex
DROP INDEX "Invoice_accountId_date_id_idx";

-- DropIndex
DROP INDEX "Invoice_accountId_estimateId_key";

-- DropIndex
DROP INDEX "Invoice_accountId_recurringInvoiceId_date_id_idx";

-- DropIndex
DROP INDEX "Invoice_accountId_recurringInvoiceId_iterationNo_key";

-- DropIndex
DROP INDEX "LineItem_accountId_estimateId_sortOrder_idx";

-- DropIndex
DROP INDEX "LineItem_accountId_recurringInvoiceId_sortOrder_idx";

-- DropIndex
DROP INDEX "Payment_accountId_date_id_idx";

-- CreateIndex
CREATE INDEX "Adjustment_accountId_estimateId_sortOrder_idx" ON "Adjustment"("accountId", "estimateId", "sortOrder") WHERE ("estimateId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Adjustment_accountId_recurringInvoiceId_sortOrder_idx" ON "Adjustment"("accountId", "recurringInvoiceId", "sortOrder") WHERE ("recurringInvoiceId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Adjustment_accountId_lineItemId_idx" ON "Adjustment"("accountId", "lineItemId") WHERE ("lineItemId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Connection_names_idx" ON "Connection"("accountId", "displayName", "id", "category", "updatedAt") WHERE ("trashedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Connection_trash_idx" ON "Connection"("accountId", "displayName", "id") WHERE ("trashedAt" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Estimate_dates_idx" ON "Estimate"("accountId", "date", "id", "state", "updatedAt") WHERE ("trashedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Estimate_trash_idx" ON "Estimate"("accountId", "date", "id") WHERE ("trashedAt" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Invoice_accountId_recurringInvoiceId_date_id_idx" ON "Invoice"("accountId", "recurringInvoiceId", "date", "id") WHERE ("recurringInvoiceId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Invoice_dates_idx" ON "Invoice"("accountId", "date", "id", "dueDate", "currency", "state", "updatedAt") WHERE ("trashedAt" IS NULL);

-- CreateIndex
CREATE INDEX "Invoice_trash_idx" ON "Invoice"("accountId", "date", "id") WHERE ("trashedAt" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_accountId_estimateId_key" ON "Invoice"("accountId", "estimateId") WHERE ("estimateId" IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_accountId_recurringInvoiceId_iterationNo_key" ON "Invoice"("accountId", "recurringInvoiceId", "iterationNo") WHERE ("recurringInvoiceId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "LineItem_accountId_estimateId_sortOrder_idx" ON "LineItem"("accountId", "estimateId", "sortOrder") WHERE ("estimateId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "LineItem_accountId_recurringInvoiceId_sortOrder_idx" ON "LineItem"("accountId", "recurringInvoiceId", "sortOrder") WHERE ("recurringInvoiceId" IS NOT NULL);

-- CreateIndex
CREATE INDEX "Payment_accountId_date_id_state_idx" ON "Payment"("accountId", "date", "id", "state");

-- CreateIndex
CREATE INDEX "RecurringInvoice_trash_idx" ON "RecurringInvoice"("accountId", "profileName", "id") WHERE ("trashedAt" IS NOT NULL);

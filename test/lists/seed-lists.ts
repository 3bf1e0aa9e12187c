import type { Client } from 'pg';

export const INVOICES = 100_000;

/**
 * 100,000 invoices and what goes with them, of three given accounts (60, 25 and 10 of a hundred rows) and of
 * fifty small ones. Everything follows from the row's number. The oldest rows are of five years before
 * 15 January 2026, and settled; of the last six weeks there are some in every state.
 */
export async function seedLists(client: Client, accountIds: readonly string[]): Promise<void> {
  const indexes = await dropIndexes(client);
  // The foreign keys hold by construction; checking each row would take most of the time.
  await client.query("SET session_replication_role = replica; SET TimeZone = 'UTC'");
  await client.query(
    `CREATE TEMP TABLE account AS SELECT n::int, id FROM unnest($1::uuid[]) WITH ORDINALITY AS given(id, n)
     UNION ALL SELECT n, md5('account' || n)::uuid FROM generate_series(4, 53) AS n`,
    [accountIds],
  );
  await client.query(SQL);
  for (const definition of indexes) await client.query(definition);
  await client.query('SET session_replication_role = origin');
  // Not ANALYZE alone: counts read nothing but the index only where pages are known to be old.
  await client.query('VACUUM ANALYZE');
}

const TABLES = ['Connection', 'Invoice', 'Estimate', 'RecurringInvoice', 'LineItem', 'Payment', 'Event'];

/** Indexes are made much faster of all the rows than row by row. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
     FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
     WHERE relname = ANY($1) AND NOT indisunique`,
    [TABLES],
  );
  await client.query(rows.map(({ name }) => `DROP INDEX ${name};`).join(''));
  return rows.map(({ definition }) => definition);
}

/** Rows 0 to `count`, with their account and a number below a million that looks random. */
function rowsOf(count: number): string {
  return `(SELECT k, account.n AS a, account.id AS "accountId", (k * 2654435761 + 40503) % 4294967291 % 1000000 AS r,
      '2021-01-15'::timestamptz + k * interval '1825 days' / ${count} AS at
    FROM generate_series(0::bigint, ${count - 1}) AS k
    JOIN account ON account.n = CASE WHEN k % 20 < 12 THEN 1 WHEN k % 20 < 17 THEN 2 WHEN k % 20 < 19 THEN 3
                                     ELSE 4 + k / 20 % 50 END) AS row`;
}

const CLIENTS = 6_000;
const clientsOfAccount = `(ARRAY[3600, 1500, 600])[least(a, 3)] / CASE WHEN a > 3 THEN 100 ELSE 1 END`;
/** The row's connection: the account's r-th. */
const connectionId = `md5('connection' || a || ':' || r % (${clientsOfAccount}))::uuid`;
const word = (n: string) =>
  `(ARRAY['Design', 'Repair', 'Garden', 'Kitchen', 'Travel', 'Audit', 'Server', 'Roof', 'Legal', 'Paint'])[${n} % 10 + 1]`;
const summary = `${word('r')} || ' and ' || ${word('r / 10')} || ' no ' || r`;
/** Few that are old are left open. */
const stateOf = (type: string, settled: string, open: string[]) =>
  `CASE WHEN at < '2025-12-01' AND r % 500 > 0 THEN '${settled}'
        ELSE (ARRAY['${open.join("', '")}'])[r % ${open.length} + 1] END::"${type}"`;
const trashedAt = 'CASE WHEN r % 400 = 7 THEN at END';
const updatedAt = `CASE WHEN r % 1000 = 3 THEN '2026-01-14'::timestamptz ELSE at END`;
const sums = `1, 10000, 0, 0, 0, 10000, at, ${updatedAt}, ${trashedAt}`;
const sumColumns = `"calculationVersion", "subTotalMinor", "discountTotalMinor", "taxTotalMinor", "shippingTotalMinor",
  "billedTotalMinor", "createdAt", "updatedAt", "trashedAt"`;

const SQL = `
INSERT INTO "Account" (id, name, plan, "createdAt", "updatedAt")
SELECT id, 'Small', 'FREE', now(), now() FROM account WHERE n > 3;

INSERT INTO "Connection" ("accountId", id, "hashKey", category, "displayName", name, "businessEmail", language,
  currency, "createdAt", "updatedAt", "trashedAt")
SELECT "accountId", md5('connection' || a || ':' || i)::uuid, 'c' || k,
  CASE WHEN r % 3 = 0 THEN 'INDIVIDUAL' ELSE 'ORGANIZATION' END::"ConnectionCategory",
  ${word('r / 7')} || ' Works ' || k, ${word('r / 7')}, 'office' || k || '@example.com', 'EN_US', 'USD', at,
  ${updatedAt}, ${trashedAt}
FROM (SELECT *, row_number() OVER (PARTITION BY a ORDER BY k) - 1 AS i FROM ${rowsOf(CLIENTS)}) AS row;

INSERT INTO "Contact" ("accountId", id, "connectionId", "firstName", email, "createdAt", "updatedAt")
SELECT "accountId", md5('contact' || k)::uuid, ${connectionId}, 'Ann', 'ann@example.com', at, at FROM ${rowsOf(CLIENTS)};

INSERT INTO "Category" ("accountId", id, kind, name, description, "createdAt", "updatedAt")
SELECT "accountId", md5('category' || k)::uuid, (ARRAY['ITEM', 'EXPENSE', 'TASK', 'TRIP'])[k % 7 % 4 + 1]::"LineItemKind",
  ${summary}, 'Saved', at, at FROM ${rowsOf(4_000)};

INSERT INTO "Invoice" ("accountId", id, "hashKey", "connectionId", "statementNo", state, date, "dueDate", currency,
  summary, "poNumber", "paymentOptions", "allowPartialPayments", "sendReceiptsAutomatically", "sendReminders",
  "recurringInvoiceId", "iterationNo", ${sumColumns})
SELECT "accountId", md5('invoice' || k)::uuid, 'i' || k, ${connectionId}, 'IN-' || lpad(k::text, 6, '0'),
  ${stateOf('InvoiceState', 'PAID', ['DRAFT', 'SENT', 'VIEWED', 'PARTIAL', 'PAID'])}, at::date, at::date + 14,
  CASE WHEN r % 100 < 90 THEN 'USD' WHEN r % 100 < 99 THEN 'EUR' ELSE 'JPY' END,
  ${summary}, CASE WHEN k % 3 = 0 THEN 'PO-' || r END, '{}', true, false, false,
  CASE WHEN r % 10 = 0 THEN md5('recurring' || k % 2000)::uuid END, CASE WHEN r % 10 = 0 THEN k END, ${sums}
FROM ${rowsOf(INVOICES)};

INSERT INTO "LineItem" ("accountId", id, "invoiceId", "sortOrder", kind, description, currency, "totalMinor")
SELECT "accountId", md5('line' || k)::uuid, md5('invoice' || k)::uuid, 0, 'EXPENSE', 'Travel', 'USD', 10000
FROM ${rowsOf(INVOICES)} WHERE r % 5 = 0;

INSERT INTO "Payment" ("accountId", id, "hashKey", "invoiceId", "receiptNo", date, currency, "amountMinor",
  "balanceMinor", method, state, "createdAt", "updatedAt")
SELECT "accountId", md5('payment' || k)::uuid, 'p' || k, md5('invoice' || k)::uuid, 'R-' || k, at::date, 'USD', 10000, 0,
  'CASH', CASE WHEN r % 500 = 0 THEN 'UNREALIZED' ELSE 'REALIZED' END::"PaymentState", at, at
FROM ${rowsOf(INVOICES)} WHERE r % 2 = 0;

INSERT INTO "Event" ("accountId", seq, id, type, "occurredAt", "invoiceId")
SELECT "accountId", k, md5('event' || k)::uuid,
  (ARRAY['INVOICE_CREATED', 'INVOICE_UPDATED', 'INVOICE_SENT', 'PAYMENT_RECEIVED', 'INVOICE_PAID'])[r % 5 + 1]::"EventType",
  at, md5('invoice' || k)::uuid FROM ${rowsOf(50_000)};

INSERT INTO "Estimate" ("accountId", id, "hashKey", "connectionId", "statementNo", state, date, "expireDate", currency,
  summary, "sendReminders", ${sumColumns})
SELECT "accountId", md5('estimate' || k)::uuid, 'e' || k, ${connectionId}, 'ES-' || lpad(k::text, 6, '0'),
  ${stateOf('EstimateState', 'ACCEPTED', ['DRAFT', 'SENT', 'VIEWED', 'ACCEPTED'])}, at::date, at::date + 14, 'USD',
  ${summary}, false, ${sums}
FROM ${rowsOf(20_000)};

INSERT INTO "RecurringInvoice" ("accountId", id, "hashKey", "connectionId", "profileName", state, "recurringMethod",
  "startDate", "nextBillingDate", "billingDay", interval, "intervalUnit", occurrences, "dueInDays", currency, summary,
  "allowPartialPayments", "sendReceiptsAutomatically", "sendReminders", ${sumColumns})
SELECT "accountId", md5('recurring' || k)::uuid, 'r' || k, ${connectionId}, 'Profile ' || r,
  ${stateOf('RecurringInvoiceState', 'ACTIVE', ['DRAFT', 'SCHEDULED', 'PENDING', 'ACTIVE', 'COMPLETED', 'CLOSED'])},
  'AUTO_SEND', at::date, at::date + 1826, 1, 1, (ARRAY['DAYS', 'WEEKS', 'MONTHS', 'YEARS'])[r % 4 + 1]::"IntervalUnit",
  0, 14, 'USD', ${summary}, true, false, false, ${sums}
FROM ${rowsOf(10_000)};
`;

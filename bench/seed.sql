-- What is measured on: 10 accounts of 10,000 invoices each, 5 lines an invoice, one payment on average.
-- Everything follows from the row's number, so that each run sees the same rows.

SET TimeZone = 'UTC';

-- The clock comes first in an id, as in the gateway's own (UUID version 7): new rows lie side by side.
CREATE FUNCTION pg_temp.id(at timestamptz, salt text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
    || '7' || substr(md5(salt), 1, 3) || '8' || substr(md5(salt), 4, 15))::uuid
$$;

-- A number that looks random, from 0 below 2^31.
CREATE FUNCTION pg_temp.scatter(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ((n * 2654435761 + 40503) % 4294967291) / 2
$$;

-- The foreign keys hold by construction; checking each of 700,000 rows is left out.
SET session_replication_role = replica;

CREATE TEMP TABLE account AS
SELECT n, pg_temp.id('2015-12-01', 'account' || n) AS id FROM generate_series(0, 9) AS n;

CREATE TEMP TABLE client AS
SELECT k AS n, account.id AS "accountId", k / 10 AS i,
  pg_temp.id('2015-12-01'::timestamptz + k * interval '1 minute', 'client' || k) AS id
FROM generate_series(0, 1999) AS k JOIN account ON account.n = k % 10;
CREATE INDEX ON client ("accountId", i);

CREATE TEMP TABLE invoice AS
SELECT k AS n, account.id AS "accountId", k / 10 AS i, day, at, pg_temp.id(at, 'invoice' || k) AS id,
  currency, CASE currency WHEN 'JPY' THEN 1 ELSE 100 END AS scale,
  pg_temp.scatter(k + 7) % 5 AS paid
FROM generate_series(0, 99999) AS k
JOIN account ON account.n = k % 10,
LATERAL (SELECT '2016-01-01'::date + (k / 10 * 0.365)::int) AS days(day),
LATERAL (SELECT day::timestamptz + k % 480 * interval '1 minute') AS instants(at),
LATERAL (SELECT CASE WHEN pg_temp.scatter(k) % 20 < 16 THEN 'USD'
                     WHEN pg_temp.scatter(k) % 20 < 19 THEN 'EUR' ELSE 'JPY' END) AS currencies(currency);

-- Unit prices are even and quantities halves, so that every total is exact in the minor unit.
CREATE TEMP TABLE line AS
SELECT invoice.n, l, "accountId", id AS "invoiceId", at, day, currency, scale, r, unit, halves, r % 90 + 1 AS distance,
  (ARRAY['ITEM', 'EXPENSE', 'TASK', 'TRIP', 'ITEM'])[(invoice.n + l) % 5 + 1] AS kind
FROM invoice, generate_series(0, 4) AS l,
LATERAL (SELECT pg_temp.scatter(invoice.n * 5 + l)) AS numbers(r),
LATERAL (SELECT 2 * (250 + r % 9000), r % 8 + 1) AS units(unit, halves);
ALTER TABLE line ADD total bigint;
UPDATE line SET total = CASE kind
  WHEN 'EXPENSE' THEN unit
  WHEN 'TRIP' THEN unit / 50 * distance
  ELSE unit * halves / 2 END;
CREATE TEMP TABLE sum AS SELECT n, sum(total)::bigint AS billed FROM line GROUP BY n;

-- With no limit that a measurement would come to.
INSERT INTO "Account" (id, name, plan, "requestsPerHour", "requestsPerMinute", currency, "createdAt", "updatedAt")
SELECT id, 'Account ' || n, 'ENTERPRISE', 1000000000, 1000000000, 'USD', '2015-12-01', '2015-12-01' FROM account;

INSERT INTO "Connection" ("accountId", id, "hashKey", category, "displayName", name, "firstName", "lastName",
  "businessEmail", language, currency, city, "countryCode", "createdAt", "updatedAt")
SELECT "accountId", id, substr(md5('client' || n), 1, 20),
  CASE WHEN person THEN 'INDIVIDUAL' ELSE 'ORGANIZATION' END::"ConnectionCategory",
  CASE WHEN person THEN 'Ada Nr. ' || n ELSE 'Client "' || n || '" & Söhne' END,
  CASE WHEN NOT person THEN 'Client "' || n || '" & Söhne' END,
  CASE WHEN person THEN 'Ada' END, CASE WHEN person THEN 'Nr. ' || n END,
  'billing' || n || '@example.com', 'EN_US', 'USD', 'Springfield', 'US', '2015-12-01', '2015-12-01'
FROM client, LATERAL (SELECT pg_temp.scatter(n) % 10 < 3) AS persons(person) ORDER BY n;

INSERT INTO "Invoice" ("accountId", id, "hashKey", "connectionId", "statementNo", state, date, "dueDate", currency,
  summary, "paymentOptions", "allowPartialPayments", "sendReceiptsAutomatically", "sendReminders", "calculationVersion",
  "subTotalMinor", "discountTotalMinor", "taxTotalMinor", "shippingTotalMinor", "billedTotalMinor",
  "paidTotalMinor", "pendingTotalMinor", "createdAt", "updatedAt", "trashedAt")
SELECT invoice."accountId", invoice.id, substr(md5('invoice' || invoice.n), 1, 20), client.id, 'INV-' || lpad(invoice.i::text, 5, '0'),
  CASE WHEN paid = 0 THEN (ARRAY['DRAFT', 'SENT', 'VIEWED'])[invoice.n / 5 % 3 + 1]
       WHEN paid < 3 OR (paid = 4 AND invoice.n % 2 = 1) THEN 'PAID' ELSE 'PARTIAL' END::"InvoiceState",
  day, day + 30, currency, 'Work in ' || to_char(day, 'FMMonth YYYY'), '{CASH,PAYPAL}', true, false, true, 1,
  billed, 0, 0, 0, billed,
  CASE WHEN paid = 0 THEN 0 WHEN paid = 3 THEN billed / 3 WHEN paid = 4 AND invoice.n % 2 = 0 THEN billed / 2 ELSE billed END,
  CASE WHEN paid = 4 AND invoice.n % 2 = 0 THEN billed - billed / 2 ELSE 0 END,
  at, at, CASE WHEN paid = 0 AND invoice.n % 20 = 7 THEN at END
FROM invoice JOIN sum USING (n)
JOIN client ON client."accountId" = invoice."accountId" AND client.i = pg_temp.scatter(invoice.n + 3) % 200
ORDER BY invoice.n;

INSERT INTO "LineItem" ("accountId", id, "invoiceId", "sortOrder", kind, date, description, unit, price, quantity,
  amount, duration, distance, rate, currency, "totalMinor")
SELECT "accountId", pg_temp.id(at, 'line' || n || '.' || l), "invoiceId", l, kind::"LineItemKind", day,
  initcap(kind) || ' ' || l + 1 || ' of INV-' || lpad((n / 10)::text, 5, '0') || ', as agreed',
  CASE WHEN kind = 'ITEM' THEN 'piece' END,
  CASE WHEN kind = 'ITEM' THEN unit::numeric / scale END,
  CASE WHEN kind = 'ITEM' THEN halves / 2.0 END,
  CASE WHEN kind = 'EXPENSE' THEN unit::numeric / scale END,
  CASE WHEN kind = 'TASK' THEN 30 * halves END,
  CASE WHEN kind = 'TRIP' THEN distance END,
  CASE kind WHEN 'TASK' THEN unit::numeric / scale WHEN 'TRIP' THEN (unit / 50)::numeric / scale END,
  currency, total
FROM line ORDER BY n, l;

INSERT INTO "Payment" ("accountId", id, "hashKey", "invoiceId", "receiptNo", date, currency, "amountMinor",
  "balanceMinor", method, state, "createdAt", "updatedAt")
SELECT "accountId", pg_temp.id(paidAt, 'payment' || n || '.' || p), substr(md5('payment' || n || '.' || p), 1, 20), id,
  'R-' || n || '-' || p, paidAt::date, currency, amount,
  CASE WHEN paid = 3 THEN billed - amount WHEN paid = 4 AND p = 0 THEN billed - amount ELSE 0 END,
  (ARRAY['PAYPAL', 'STRIPE', 'BANK_TRANSFER', 'CASH'])[n % 4 + 1]::"PaymentMethod",
  CASE WHEN paid = 4 AND p = 1 AND n % 2 = 0 THEN 'UNREALIZED' ELSE 'REALIZED' END::"PaymentState", paidAt, paidAt
FROM invoice JOIN sum USING (n), generate_series(0, 1) AS p,
LATERAL (SELECT at + (1 + p) * interval '9 days',
  CASE WHEN paid = 3 THEN billed / 3 WHEN paid < 3 THEN billed
       WHEN p = 0 THEN billed / 2 ELSE billed - billed / 2 END) AS payments(paidAt, amount)
WHERE paid > 0 AND (p = 0 OR paid = 4)
ORDER BY n, p;

SET session_replication_role = origin;
DISCARD TEMP;

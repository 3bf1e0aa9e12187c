// The account whose events are listened to, made anew for each run: what earlier runs recorded in it is gone.
import { createHash } from 'node:crypto';
import pg from 'pg';

export interface ListenedAccount {
  accountId: string;
  /** So many that all listeners fit in: a key has a hundred sockets. */
  tokens: string[];
}

/** What its events tell of. Each invoice is paid off in thousands of parts, which leave its sums' lengths the same. */
export const CLIENT = 'Client "7" & Söhne';
export const CURRENCY = 'USD';
export const BILLED_MINOR = 900_000_000_000;
/** So many payments can be under way at a time, each of an invoice of its own. */
export const INVOICES = 16;
export const statementNo = (invoice: number) => `FAN-${String(invoice + 1).padStart(5, '0')}`;

const ACCOUNT_ID = '0151aaaa-0000-7000-8000-00000000fa00';
const SOCKETS_PER_KEY = 80;

export async function makeListenedAccount(databaseUrl: string, listeners: number): Promise<ListenedAccount> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await forget(client);
    await insertInvoices(client);
    const tokens = Array.from({ length: Math.ceil(listeners / SOCKETS_PER_KEY) }, (_, key) => tokenOf(key));
    await client.query(
      `INSERT INTO "ApiKey" ("accountId", id, name, prefix, "tokenHash", abilities, "createdAt")
       SELECT $1, gen_random_uuid(), 'bench', left(token, 12), sha256(token::bytea), enum_range(NULL::"Ability"), now()
       FROM unnest($2::text[]) AS token`,
      [ACCOUNT_ID, tokens],
    );
    await client.query('VACUUM (ANALYZE)');
    return { accountId: ACCOUNT_ID, tokens };
  } finally {
    await client.end();
  }
}

async function forget(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT quote_ident(table_name) AS table FROM information_schema.columns
     JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND column_name = 'accountId' AND table_type = 'BASE TABLE'`,
  );
  // Without the foreign keys, which would have an order of their own.
  await client.query('SET session_replication_role = replica');
  for (const { table } of rows)
    await client.query(`DELETE FROM ${table} WHERE "accountId" = $1`, [ACCOUNT_ID]);
  await client.query('DELETE FROM "Account" WHERE id = $1', [ACCOUNT_ID]);
  await client.query('SET session_replication_role = origin');
}

async function insertInvoices(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO "Account" (id, name, plan, "requestsPerHour", "requestsPerMinute", currency, "createdAt", "updatedAt")
     VALUES ($1, 'Listened to', 'ENTERPRISE', 1000000000, 1000000000, 'USD', now(), now())`,
    [ACCOUNT_ID],
  );
  await client.query(
    `INSERT INTO "Connection" ("accountId", id, "hashKey", category, "displayName", name, "businessEmail", language,
       currency, "createdAt", "updatedAt")
     VALUES ($1, $1, 'fanout', 'ORGANIZATION', $2, $2, 'billing@example.com', 'EN_US', 'USD', now(), now())`,
    [ACCOUNT_ID, CLIENT],
  );
  // No receipts by mail: what a mail costs is not what is measured.
  await client.query(
    `INSERT INTO "Invoice" ("accountId", id, "hashKey", "connectionId", "statementNo", state, date, "dueDate", currency,
       "paymentOptions", "allowPartialPayments", "sendReceiptsAutomatically", "sendReminders", "calculationVersion",
       "subTotalMinor", "discountTotalMinor", "taxTotalMinor", "shippingTotalMinor", "billedTotalMinor", "sentAt",
       "createdAt", "updatedAt")
     SELECT $1, gen_random_uuid(), no, $1, no, 'SENT', now()::date, now()::date + 30, $2, '{CASH,PAYPAL}', true, false,
       false, 1, $3, 0, 0, 0, $3, now(), now(), now() FROM unnest($4::text[]) AS no`,
    [
      ACCOUNT_ID,
      CURRENCY,
      BILLED_MINOR,
      Array.from({ length: INVOICES }, (_, invoice) => statementNo(invoice)),
    ],
  );
}

// The secrets of rows that anybody can make anew need not be random.
function tokenOf(key: number): string {
  return `sk_live_${createHash('sha256').update(`${ACCOUNT_ID} ${key}`).digest('base64url').slice(0, 32)}`;
}

import type { Pool } from 'pg';
import type { Answer, Caller } from '../support/caller.ts';
import { uuidOf } from '../support/event-log.ts';
import type { Told } from './listeners.ts';
import type { Acknowledged, Books } from './writers.ts';
import { isSuccess } from './writes.ts';

// What must be so at the end, by the tables and by what the clients were answered.

/** Where the mark of each kind of write ends up; those of edits are written over. */
const MARKS = `
  SELECT 'createOrganization ' || name AS mark FROM "Connection" WHERE "accountId" = $1
  UNION ALL SELECT 'createInvoice ' || "poNumber" FROM "Invoice" WHERE "accountId" = $1
  UNION ALL SELECT 'sendInvoice ' || subject FROM "Delivery" WHERE "accountId" = $1
  UNION ALL SELECT 'recordPayment ' || details FROM "Payment" WHERE "accountId" = $1
  UNION ALL SELECT 'refundPayment ' || reason FROM "Refund" WHERE "accountId" = $1
  UNION ALL SELECT 'createExpenseCategory ' || name FROM "Category" WHERE "accountId" = $1`;

const isEdit = ({ name }: Acknowledged) => name.startsWith('update');

/** Each write that is in the tables, and each that its client was told is done: the same, and each once. */
export async function compareWrites(
  pool: Pool,
  books: Books,
): Promise<{ written: string[]; told: string[] }> {
  const { rows } = await pool.query<{ mark: string }>(MARKS, [uuidOf(books.caller.accountId)]);
  const told = successesOf(books).filter((write) => !isEdit(write));
  return {
    written: rows.map(({ mark }) => mark).sort(),
    told: told.map(({ name, mark }) => `${name} ${mark}`).sort(),
  };
}

const EDITED = `
  SELECT id, version, phone AS mark FROM "Connection" WHERE "accountId" = $1 AND version > 1
  UNION ALL SELECT id, version, note FROM "Invoice" WHERE "accountId" = $1 AND version > 1`;

/** What was edited, at its last version: as it is, and as the clients were told. An edit is a version more. */
export async function compareEdits(pool: Pool, books: Books): Promise<{ written: string[]; told: string[] }> {
  const { rows } = await pool.query(EDITED, [uuidOf(books.caller.accountId)]);
  const edits = successesOf(books).filter(isEdit);
  const told = [...Map.groupBy(edits, ({ answer }) => subjectOf(answer).id)].map(([id, ofOne]) => {
    const last = ofOne.reduce((a, b) => (subjectOf(a.answer).version > subjectOf(b.answer).version ? a : b));
    return `${uuidOf(id)} ${ofOne.length + 1} ${last.mark}`;
  });
  return {
    written: rows.map(({ id, version, mark }) => `${id} ${version} ${mark}`).sort(),
    told: told.sort(),
  };
}

function successesOf({ acknowledged }: Books): Acknowledged[] {
  return acknowledged.filter((write) => isSuccess(write, write.answer));
}

function subjectOf({ connection, invoice }: Answer): { id: string; version: number } {
  return connection ?? invoice;
}

const EVENT_OF: Record<string, string> = {
  createOrganization: 'CLIENT_CREATED',
  updateOrganization: 'CLIENT_UPDATED',
  createInvoice: 'INVOICE_CREATED',
  updateInvoice: 'INVOICE_UPDATED',
  sendInvoice: 'INVOICE_SENT',
  refundPayment: 'PAYMENT_REFUNDED',
};

/** How many events of each type there must be, by what the clients were told. */
export function expectedEvents(books: Books): Record<string, number> {
  const types = successesOf(books).flatMap(({ name, answer }) => {
    if (name !== 'recordPayment') return EVENT_OF[name] ?? [];
    if (answer.payment.state !== 'REALIZED') return [];
    return answer.invoice.state === 'PAID' ? ['PAYMENT_RECEIVED', 'INVOICE_PAID'] : ['PAYMENT_RECEIVED'];
  });
  return countEach(types);
}

const LOG = `
  SELECT "Event".id, seq::int, type, "eventSeq"::int AS newest FROM "Event" JOIN "Account" ON "Account".id = "accountId"
  WHERE "accountId" = $1 ORDER BY seq`;

/** An account's log as the table has it. */
export async function readTable(pool: Pool, { accountId }: Caller) {
  const { rows } = await pool.query(LOG, [uuidOf(accountId)]);
  const isGapless = rows.every(({ seq, newest }, index) => seq === index + 1 && newest === rows.length);
  return { ids: rows.map(({ id }) => id), types: countEach(rows.map(({ type }) => type)), isGapless };
}

function countEach(names: string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

/** An account's log as `Query.events` tells it, page by page. */
export async function readLog(caller: Caller, types?: readonly string[]): Promise<Told[]> {
  const query = `query($after: String, $types: [EventType!]) {
    events(first: 100, after: $after, types: $types) { nodes { id cursor } pageInfo { hasNextPage } }
  }`;
  const log: Told[] = [];
  for (let hasNextPage = true; hasNextPage; ) {
    const { events } = await caller.run(query, { after: log.at(-1)?.cursor, types });
    log.push(...events.nodes);
    hasNextPage = events.pageInfo.hasNextPage;
  }
  return log;
}

const SUMS = `
  SELECT "Invoice".id, "billedTotalMinor"::int AS billed, "paidTotalMinor"::int AS paid,
    "pendingTotalMinor"::int AS pending,
    coalesce(sum("amountMinor" - given) FILTER (WHERE p.state = 'REALIZED'), 0)::int AS realized,
    coalesce(sum("amountMinor") FILTER (WHERE p.state = 'UNREALIZED'), 0)::int AS announced,
    coalesce(sum("refundedMinor" - given), 0)::int AS astray
  FROM "Invoice" LEFT JOIN (
    SELECT *, (SELECT coalesce(sum("amountMinor"), 0) FROM "Refund" AS r
      WHERE (r."accountId", r."paymentId") = ("Payment"."accountId", "Payment".id)) AS given FROM "Payment"
  ) AS p ON (p."accountId", p."invoiceId") = ("Invoice"."accountId", "Invoice".id)
  WHERE "Invoice"."accountId" = $1 GROUP BY "Invoice"."accountId", "Invoice".id`;

/** The invoices whose totals are not the sum of their payments and refunds; and what was paid in all. */
export async function addUp(pool: Pool, { caller }: Books) {
  const { rows } = await pool.query(SUMS, [uuidOf(caller.accountId)]);
  const wrong = rows.filter(
    ({ billed, paid, pending, realized, announced, astray }) =>
      billed !== 9_999 ||
      paid !== realized ||
      pending !== announced ||
      astray !== 0 ||
      paid + pending > billed,
  );
  return { wrong, paid: rows.reduce((sum, { paid }) => sum + paid, 0) };
}

/** What the clients were told is paid, less what was given back, in cents. */
export function toldPaid(books: Books): number {
  const cents = successesOf(books).map(({ answer: { payment, refund } }) => {
    if (refund) return -centsOf(refund.amount.amount);
    return payment?.state === 'REALIZED' ? centsOf(payment.amount.amount) : 0;
  });
  return cents.reduce((sum, each) => sum + each, 0);
}

function centsOf(amount: string): number {
  return Number(amount.replace('.', ''));
}

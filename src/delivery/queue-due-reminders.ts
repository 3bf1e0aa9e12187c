import { type Connection, type Estimate, type Invoice, Prisma } from '../generated/prisma/client.ts';
import { dateOf } from '../platform/clock.ts';
import type { Gateway } from '../platform/gateway.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { UserError } from '../values/errors.ts';
import { formatDate } from '../values/input-check.ts';
import { queueDelivery } from './queue-delivery.ts';
import { dueReminder, ESTIMATE_REMINDERS, INVOICE_REMINDERS } from './reminder-days.ts';
import type { Subject } from './subject-values.ts';

interface Due {
  accountId: string;
  id: string;
}

/** What is reminded of, and how its table is read. */
const REMINDED = {
  Invoice: {
    days: INVOICE_REMINDERS,
    states: ['SENT', 'VIEWED', 'PARTIAL'],
    due: Prisma.raw('"dueDate"'),
    owner: Prisma.raw('"invoiceId"'),
  },
  Estimate: {
    days: ESTIMATE_REMINDERS,
    states: ['SENT', 'VIEWED'],
    due: Prisma.raw('"expireDate"'),
    owner: Prisma.raw('"estimateId"'),
  },
} as const;

const BATCH = 100;

/**
 * Queues the reminders that are due today, of all accounts, each once however many nodes look.
 * @returns whether there may be more
 */
export async function queueDueReminders(gateway: Gateway): Promise<boolean> {
  const invoices = await findDue(gateway, 'Invoice');
  for (const due of invoices) await remind(gateway, due, remindOfInvoice);
  const estimates = await findDue(gateway, 'Estimate');
  for (const due of estimates) await remind(gateway, due, remindOfEstimate);
  return invoices.length === BATCH || estimates.length === BATCH;
}

/** By the rule of `dueReminder`, which has the last word. */
function findDue({ database, clock }: Gateway, table: keyof typeof REMINDED): Promise<Due[]> {
  const { days, states, due, owner } = REMINDED[table];
  const today = formatDate(dateOf(clock.now()));
  return database.prisma.$queryRaw<Due[]>`
    SELECT t."accountId", t.id
    FROM ${Prisma.raw(`"${table}"`)} AS t
    JOIN "Connection" AS c ON c."accountId" = t."accountId" AND c.id = t."connectionId"
    CROSS JOIN LATERAL (
      SELECT max(day) AS day FROM unnest(${[...days]}::int[]) AS day WHERE t.${due} + day <= ${today}::date
    ) AS reminder
    WHERE t."sendReminders" AND t."trashedAt" IS NULL AND c."trashedAt" IS NULL
      AND t.${due} BETWEEN ${today}::date - 21 AND ${today}::date + 3
      AND t.state::text = ANY(${[...states]}) AND t."sentAt" IS NOT NULL
      AND t.${due} + reminder.day > t."sentAt"::date AND t.${due} + reminder.day > ${today}::date - 7
      AND NOT EXISTS (
        SELECT 1 FROM "Delivery" AS d
        WHERE d."accountId" = t."accountId" AND d.${owner} = t.id AND d."reminderDay" = reminder.day)
    LIMIT ${BATCH}`;
}

async function remind(
  gateway: Gateway,
  { accountId, id }: Due,
  step: (unit: UnitOfWork, id: string) => Promise<void>,
): Promise<void> {
  try {
    await transact({ gateway, accountId }, (unit) => step(unit, id));
  } catch (error) {
    // Trashed, purged or paid meanwhile: then there is nothing to remind of.
    if (!(error instanceof UserError)) throw error;
  }
}

async function remindOfInvoice(unit: UnitOfWork, id: string): Promise<void> {
  const invoice = await lockUntrashed(unit, 'invoice', id);
  const { days, states } = REMINDED.Invoice;
  if (!invoice.sendReminders || !(states as readonly string[]).includes(invoice.state)) return;
  await queueReminder(unit, { invoice }, { days, due: invoice.dueDate, statement: invoice });
}

async function remindOfEstimate(unit: UnitOfWork, id: string): Promise<void> {
  const estimate = await lockUntrashed(unit, 'estimate', id);
  const { days, states } = REMINDED.Estimate;
  if (!estimate.sendReminders || !(states as readonly string[]).includes(estimate.state)) return;
  await queueReminder(unit, { estimate }, { days, due: estimate.expireDate, statement: estimate });
}

async function queueReminder(
  unit: UnitOfWork,
  subject: Subject,
  { days, due, statement }: { days: readonly number[]; due: Date; statement: Invoice | Estimate },
): Promise<void> {
  const { tx, accountId, now } = unit;
  const sent = dateOf(statement.sentAt!);
  const reminderDay = dueReminder(days, { due, sent, today: dateOf(now) });
  if (reminderDay === null) return;
  const owner = 'invoice' in subject ? { invoiceId: statement.id } : { estimateId: statement.id };
  if ((await tx.delivery.count({ where: { accountId, ...owner, reminderDay } })) > 0) return;
  const connection: Connection = await requireConnection(unit, statement.connectionId);
  if (connection.trashedAt) return;
  await queueDelivery(unit, { kind: 'REMINDER', subject, connection, reminderDay });
}

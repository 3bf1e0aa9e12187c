import { Prisma } from '../generated/prisma/client.ts';
import { dateOf } from '../platform/clock.ts';
import type { Gateway } from '../platform/gateway.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { ownerColumns, type SentKind, STATEMENT_KINDS } from '../statements/statement-kind.ts';
import { UserError } from '../values/errors.ts';
import { formatDate } from '../values/input-check.ts';
import { queueDelivery } from './queue-delivery.ts';
import { dueReminder, ESTIMATE_REMINDERS, INVOICE_REMINDERS } from './reminder-days.ts';
import type { Subject } from './subject-values.ts';

interface Due {
  accountId: string;
  id: string;
}

interface Reminded {
  days: readonly number[];
  states: readonly string[];
  /** The column of the date that the reminders refer to. */
  due: Prisma.Sql;
  /** Locks and reloads the statement. */
  lock(unit: UnitOfWork, id: string): Promise<{ subject: Subject; dueDate: Date }>;
}

const REMINDED: Record<SentKind, Reminded> = {
  Invoice: {
    days: INVOICE_REMINDERS,
    states: ['SENT', 'VIEWED', 'PARTIAL'],
    due: Prisma.raw('"dueDate"'),
    async lock(unit, id) {
      const statement = await lockUntrashed(unit, 'invoice', id);
      return { subject: { kind: 'Invoice', statement }, dueDate: statement.dueDate };
    },
  },
  Estimate: {
    days: ESTIMATE_REMINDERS,
    states: ['SENT', 'VIEWED'],
    due: Prisma.raw('"expireDate"'),
    async lock(unit, id) {
      const statement = await lockUntrashed(unit, 'estimate', id);
      return { subject: { kind: 'Estimate', statement }, dueDate: statement.expireDate };
    },
  },
};

const KINDS = Object.keys(REMINDED) as SentKind[];

const BATCH = 100;

/**
 * Queues the reminders that are due today, of all accounts. Each is queued once, even if several nodes run this.
 * @returns whether there may be more
 */
export async function queueDueReminders(gateway: Gateway): Promise<boolean> {
  let hasMore = false;
  for (const kind of KINDS) {
    const due = await findDue(gateway, kind);
    for (const each of due) await remind(gateway, kind, each);
    hasMore ||= due.length === BATCH;
  }
  return hasMore;
}

/** Selects candidates by the rule of `dueReminder`, which is checked again under the lock. */
function findDue({ database, clock }: Gateway, kind: SentKind): Promise<Due[]> {
  const { days, states, due } = REMINDED[kind];
  const owner = Prisma.raw(`"${STATEMENT_KINDS[kind].ownerColumn}"`);
  const today = formatDate(dateOf(clock.now()));
  return database.prisma.$queryRaw<Due[]>`
    SELECT t."accountId", t.id
    FROM ${Prisma.raw(`"${kind}"`)} AS t
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

async function remind(gateway: Gateway, kind: SentKind, { accountId, id }: Due): Promise<void> {
  try {
    await transact({ gateway, accountId }, (unit) => queueReminder(unit, kind, id));
  } catch (error) {
    // The statement was trashed or purged meanwhile.
    if (!(error instanceof UserError)) throw error;
  }
}

async function queueReminder(unit: UnitOfWork, kind: SentKind, id: string): Promise<void> {
  const { tx, accountId, now } = unit;
  const { days, states, lock } = REMINDED[kind];
  const { subject, dueDate } = await lock(unit, id);
  const { sendReminders, state, sentAt, connectionId } = subject.statement;
  if (!sendReminders || !states.includes(state)) return;
  const reminderDay = dueReminder(days, { due: dueDate, sent: dateOf(sentAt!), today: dateOf(now) });
  if (reminderDay === null) return;
  const where = { accountId, ...ownerColumns({ kind, id }), reminderDay };
  if ((await tx.delivery.count({ where })) > 0) return;
  const connection = await requireConnection(unit, connectionId);
  if (connection.trashedAt) return;
  await queueDelivery(unit, { kind: 'REMINDER', subject, connection, reminderDay });
}

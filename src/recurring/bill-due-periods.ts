import { dateOf } from '../platform/clock.ts';
import type { Gateway } from '../platform/gateway.ts';
import { transact } from '../platform/transact.ts';
import { withStatementNo } from '../statements/statement-no.ts';
import { formatDate } from '../values/input-check.ts';
import { billPeriod } from './bill-period.ts';

interface Due {
  accountId: string;
  id: string;
}

const BATCH = 50;

/**
 * Bills one batch of the due periods of all accounts. Several nodes may run this concurrently.
 * @returns whether there may be more
 */
export async function billDuePeriods(gateway: Gateway): Promise<boolean> {
  let billed = 0;
  for (const { accountId, id } of await findDue(gateway)) {
    try {
      const actor = { gateway, accountId };
      const isDone = await withStatementNo(null, () => transact(actor, (unit) => billPeriod(unit, id)));
      if (isDone) billed += 1;
    } catch (error) {
      // A failure for one profile does not affect the others.
      gateway.log.error({ error, recurringInvoiceId: id }, 'Billing a period failed; it will be retried.');
    }
  }
  return billed > 0;
}

/** Selects due profiles in random order, so that nodes do not all start with the same ones. */
function findDue({ database, clock }: Gateway): Promise<Due[]> {
  const today = formatDate(dateOf(clock.now()));
  return database.prisma.$queryRaw<Due[]>`
    SELECT "accountId", id FROM (
      SELECT t."accountId", t.id FROM "RecurringInvoice" AS t
      WHERE t.state IN ('SCHEDULED', 'ACTIVE') AND t."nextBillingDate" <= ${today}::date AND t."trashedAt" IS NULL
      UNION ALL
      SELECT t."accountId", t.id FROM "RecurringInvoice" AS t
      JOIN "Connection" AS c ON c."accountId" = t."accountId" AND c.id = t."connectionId"
      WHERE t.state = 'PENDING' AND t."pendingReason" = 'CLIENT_TRASHED' AND c."trashedAt" IS NULL
        AND t."nextBillingDate" <= ${today}::date AND t."trashedAt" IS NULL
    ) AS due
    ORDER BY random() LIMIT ${BATCH}`;
}

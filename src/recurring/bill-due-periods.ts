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
 * Bills some of the periods that are due, of all accounts. Any number of nodes may do so at once.
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
      // One that cannot be billed does not keep the others from it.
      gateway.log.error(
        { error, recurringInvoiceId: id },
        'A period could not be billed; it is tried again.',
      );
    }
  }
  return billed > 0;
}

/** Some of them, in no order: so that nodes do not all begin with the same. */
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

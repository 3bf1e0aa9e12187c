import type { IntervalUnit, RecurringInvoice, RecurringMethod } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { requireUntrashed } from '../platform/lock.ts';
import { transact } from '../platform/transact.ts';
import type { ContentInput } from '../statements/check-content.ts';
import { BILLING_DEFAULTS, type BillingDetails, checkDetails } from '../statements/check-details.ts';
import { checkNewContent } from '../statements/check-new-content.ts';
import { lockConnection } from '../statements/lock-connection.ts';
import { storeContent, totalColumns } from '../statements/store-content.ts';
import { InputCheck } from '../values/input-check.ts';
import { checkProfile } from './check-profile.ts';

export interface CreateRecurringInvoiceInput extends BillingDetails, ContentInput {
  connectionId: string | null;
  recurringMethod: RecurringMethod;
  startDate: string;
  profileName: string;
  profileNo?: string | null;
  occurrences: number;
  interval: number;
  intervalUnit: IntervalUnit;
  dueInDays: number;
  currency?: string | null;
}

/** Creates a draft, which bills nothing until it is activated. @throws {InvalidInput | NotFound | InvalidState} */
export function createRecurringInvoice(
  actor: Actor,
  input: CreateRecurringInvoiceInput,
): Promise<RecurringInvoice> {
  return transact(actor, async (unit) => {
    const { tx, accountId, now } = unit;
    const { ids } = actor.gateway;
    const connection = await lockConnection(unit, input.connectionId);
    const check = new InputCheck();
    const { recurringMethod, intervalUnit, interval, occurrences, dueInDays } = input;
    const plan = { recurringMethod, intervalUnit, interval, occurrences, dueInDays };
    const { profileName = '', profileNo } = checkProfile(check, input);
    const startDate = check.date(['startDate'], input.startDate);
    const details = checkDetails(check, input);
    const { content, totals } = checkNewContent(check, ids, { input, connection });
    requireUntrashed('connection', connection);
    const profile = await tx.recurringInvoice.create({
      data: {
        ...BILLING_DEFAULTS,
        ...details,
        ...plan,
        ...totalColumns(totals),
        profileName,
        profileNo,
        startDate,
        nextBillingDate: startDate,
        billingDay: startDate.getUTCDate(),
        accountId,
        id: ids.uuid(),
        hashKey: ids.hashKey(),
        connectionId: connection.id,
        currency: content.currency,
        createdAt: now,
        updatedAt: now,
      },
    });
    await storeContent(unit, { kind: 'RecurringInvoice', id: profile.id }, { content, totals });
    return profile;
  });
}

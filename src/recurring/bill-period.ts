import { issueInvoice } from '../delivery/send-invoice.ts';
import type { Invoice, RecurringInvoice } from '../generated/prisma/client.ts';
import { insertInvoice } from '../invoices/insert-invoice.ts';
import { dateOf } from '../platform/clock.ts';
import { tryLock } from '../platform/lock.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { copyContent } from '../statements/copy-content.ts';
import { lockConnection } from '../statements/lock-connection.ts';
import { NUMBERS, nextStatementNo } from '../statements/statement-no.ts';
import { addDays, billingDayFrom, nextBillingDate } from './billing-dates.ts';
import { isAutoBilled, runningState } from './profile-state.ts';

/**
 * Creates the invoice of a profile's due period. The same transaction locks the profile and advances it to its next
 * period, so that each period is billed exactly once.
 * @returns false if another node has locked the profile, or nothing is due any more
 */
export async function billPeriod(unit: UnitOfWork, id: string): Promise<boolean> {
  const { tx, accountId, now } = unit;
  const profile = await tryLock(unit, 'recurringInvoice', id, { skipLocked: true });
  if (!profile || profile.trashedAt || profile.nextBillingDate > dateOf(now)) return false;
  if (!isAutoBilled(profile)) return false;

  const where = { accountId_id: { accountId, id } };
  const connection = await lockConnection(unit, profile.connectionId);
  if (connection.trashedAt) {
    const data = { state: 'PENDING', pendingReason: 'CLIENT_TRASHED', updatedAt: now } as const;
    await tx.recurringInvoice.update({ where, data });
    return true;
  }
  const invoice = await makeInvoice(unit, profile);
  if (profile.recurringMethod !== 'SAVE_DRAFT') await issueInvoice(unit, invoice);
  const iterationNo = profile.iterationNo + 1;
  const next = nextBillingDate(profile.nextBillingDate, profile);
  await tx.recurringInvoice.update({
    where,
    data: {
      iterationNo,
      lastBillingDate: profile.nextBillingDate,
      nextBillingDate: next,
      billingDay: billingDayFrom(next, profile),
      state: runningState({ ...profile, iterationNo }, dateOf(now)),
      pendingReason: null,
      updatedAt: now,
    },
  });
  return true;
}

async function makeInvoice(unit: UnitOfWork, profile: RecurringInvoice): Promise<Invoice> {
  const { id, profileNo, connectionId, nextBillingDate: date, currency } = profile;
  const { summary, note, poNumber, paymentOptions } = profile;
  const { allowPartialPayments, sendReceiptsAutomatically, sendReminders } = profile;
  const sequence = profileNo
    ? ({ kind: 'Invoice', counter: `profile:${profileNo}`, prefix: `${profileNo}-` } as const)
    : NUMBERS.Invoice;
  const columns = {
    ...{ summary, note, poNumber, paymentOptions, connectionId, date },
    ...{ allowPartialPayments, sendReceiptsAutomatically, sendReminders },
    dueDate: addDays(date, profile.dueInDays),
    statementNo: await nextStatementNo(unit, sequence),
    estimateId: null,
    recurringInvoiceId: id,
    iterationNo: profile.iterationNo + 1,
    isForCollection: profile.recurringMethod === 'AUTO_BILL',
  };
  return insertInvoice(unit, columns, await copyContent(unit, { kind: 'RecurringInvoice', id }, currency));
}

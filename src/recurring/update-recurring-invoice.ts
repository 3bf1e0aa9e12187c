import type { RecurringInvoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { dateOf } from '../platform/clock.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import type { ContentInput } from '../statements/check-content.ts';
import { type BillingDetails, checkConnectionId, checkDetails } from '../statements/check-details.ts';
import { changedConnectionId } from '../statements/lock-connection.ts';
import { mergeContent } from '../statements/merge-content.ts';
import { replaceContent, totalColumns } from '../statements/store-content.ts';
import { InvalidState } from '../values/errors.ts';
import { InputCheck } from '../values/input-check.ts';
import { checkProfile, type ProfileDetails } from './check-profile.ts';
import { limitBacklog } from './limit-backlog.ts';
import { isCompleted, runningState } from './profile-state.ts';

/** Omitted fields stay unchanged; null clears a field that may be empty. */
export interface UpdateRecurringInvoiceInput extends BillingDetails, ContentInput, ProfileDetails {
  id: string | null;
  expectedVersion?: number | null;
  /** Empty if the id is malformed. */
  connectionId?: string | null;
  startDate?: string | null;
  nextBillingDate?: string | null;
}

/**
 * Updates a recurring invoice. Changes apply only to future invoices.
 * @throws {InvalidInput | NotFound | InvalidState | VersionConflict}
 */
export function updateRecurringInvoice(
  actor: Actor,
  input: UpdateRecurringInvoiceInput,
): Promise<RecurringInvoice> {
  return transact(actor, (unit) => changeProfile(unit, input));
}

async function changeProfile(
  unit: UnitOfWork,
  input: UpdateRecurringInvoiceInput,
): Promise<RecurringInvoice> {
  const { tx, accountId, now } = unit;
  const { expectedVersion } = input;
  const current = await lockUntrashed(unit, 'recurringInvoice', input.id, { expectedVersion });
  if (current.state === 'CLOSED') throw new InvalidState('CLOSED', 'The recurring invoice is closed.');

  const statement = { kind: 'RecurringInvoice', id: current.id } as const;
  const check = new InputCheck();
  checkConnectionId(check, input.connectionId);
  const details = { ...checkDetails(check, input), ...checkProfile(check, input) };
  const { occurrences = 0 } = details;
  if (occurrences > 0 && occurrences < current.iterationNo) {
    const message = `This must be at least ${current.iterationNo}, the number of invoices already created.`;
    check.add(['occurrences'], 'OUT_OF_RANGE', message);
  }
  const dates = checkBillingDates(check, input, current);
  const changed = await mergeContent(unit, check, { statement, currency: current.currency, input });
  if (current.iterationNo > 0 && dates.startDate) {
    throw new InvalidState(current.state, 'The start date cannot be changed after the first invoice.');
  }
  const connectionId = await changedConnectionId(unit, current.connectionId, input.connectionId);

  const next = { ...current, ...details, ...dates };
  const isRunning = ['SCHEDULED', 'ACTIVE', 'COMPLETED'].includes(current.state);
  if (isRunning) limitBacklog(next, dateOf(now));
  if (changed) await replaceContent(unit, statement, changed);
  const state = isRunning || isCompleted(next) ? runningState(next, dateOf(now)) : current.state;
  if (isRunning) unit.wakeWorker();
  return tx.recurringInvoice.update({
    where: { accountId_id: { accountId, id: current.id } },
    data: {
      ...details,
      ...dates,
      ...(changed && totalColumns(changed.totals)),
      connectionId,
      state,
      pendingReason: state === 'PENDING' ? current.pendingReason : null,
      version: { increment: 1 },
      updatedAt: now,
    },
  });
}

type Dates = Partial<Pick<RecurringInvoice, 'startDate' | 'nextBillingDate' | 'billingDay'>>;

/**
 * A changed date also sets the day of the month to bill on. An unchanged date does not: a form that sends back
 * 28 February does not change a profile that bills on the 31st.
 */
function checkBillingDates(
  check: InputCheck,
  { startDate, nextBillingDate }: UpdateRecurringInvoiceInput,
  current: RecurringInvoice,
): Dates {
  const dates: Dates = {};
  if (startDate !== undefined) {
    const start = check.date(['startDate'], startDate);
    if (!isSame(start, current.startDate)) {
      dates.startDate = start;
      if (current.iterationNo === 0) Object.assign(dates, billingOn(start));
    }
  }
  if (nextBillingDate === undefined) return dates;
  const problems = check.issues.length;
  const next = check.date(['nextBillingDate'], nextBillingDate);
  if (check.issues.length > problems) return dates;
  const earliest = dates.startDate ?? current.startDate;
  if (next < earliest) {
    check.add(['nextBillingDate'], 'BEFORE_START', 'This must not be before the start date.');
  } else if (current.lastBillingDate && next <= current.lastBillingDate) {
    check.add(['nextBillingDate'], 'ALREADY_BILLED', 'This must be after the date of the last invoice.');
  }
  if (isSame(next, dates.nextBillingDate ?? current.nextBillingDate)) return dates;
  return { ...dates, ...billingOn(next) };
}

const isSame = (one: Date, other: Date) => one.getTime() === other.getTime();

function billingOn(date: Date) {
  return { nextBillingDate: date, billingDay: date.getUTCDate() };
}

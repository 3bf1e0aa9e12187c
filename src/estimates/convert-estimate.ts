import type { Estimate, Invoice } from '../generated/prisma/client.ts';
import { insertInvoice, type NewInvoice, NO_ORIGIN } from '../invoices/insert-invoice.ts';
import type { Actor } from '../platform/actor.ts';
import { dateOf } from '../platform/clock.ts';
import { lockUntrashed, requireUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { BILLING_DEFAULTS } from '../statements/check-details.ts';
import { copyContent } from '../statements/copy-content.ts';
import { lockConnection } from '../statements/lock-connection.ts';
import { NUMBERS, nextStatementNo, withStatementNo } from '../statements/statement-no.ts';
import { InvalidState } from '../values/errors.ts';
import { InputCheck } from '../values/input-check.ts';

export interface ConvertEstimateInput {
  id: string | null;
  dueDate: string;
}

/**
 * Creates an invoice from an estimate, dated today, with the same lines and totals. Fails if one was created before.
 * @throws {InvalidInput | NotFound | InvalidState}
 */
export function convertEstimate(actor: Actor, input: ConvertEstimateInput): Promise<Invoice> {
  return withStatementNo(null, () => transact(actor, (unit) => makeInvoice(unit, input)));
}

/** The columns that an estimate shares with an invoice, except those that the invoice sets itself. */
type CopiedColumns = Omit<Pick<Estimate, keyof Estimate & keyof NewInvoice>, 'date' | 'statementNo'>;

async function makeInvoice(unit: UnitOfWork, input: ConvertEstimateInput): Promise<Invoice> {
  const { tx, accountId, now } = unit;
  const estimate = await lockUntrashed(unit, 'estimate', input.id);
  const made = await tx.invoice.findUnique({
    where: { accountId_estimateId: { accountId, estimateId: estimate.id } },
  });
  if (made) {
    throw new InvalidState('CONVERTED', `The estimate was already converted to invoice ${made.statementNo}.`);
  }
  const check = new InputCheck();
  const date = dateOf(now);
  const dueDate = check.date(['dueDate'], input.dueDate);
  if (check.issues.length === 0 && dueDate < date) {
    check.add(
      ['dueDate'],
      'DUE_BEFORE_DATE',
      'The due date must not be before today, the date of the invoice.',
    );
  }
  check.finish();
  const connection = await lockConnection(unit, estimate.connectionId);
  requireUntrashed('connection', connection);
  const { summary, note, sendReminders, connectionId } = estimate;
  const copied: CopiedColumns = { summary, note, sendReminders, connectionId };
  const columns = {
    ...BILLING_DEFAULTS,
    ...NO_ORIGIN,
    ...copied,
    date,
    dueDate,
    estimateId: estimate.id,
    statementNo: await nextStatementNo(unit, NUMBERS.Invoice),
  };
  const copy = await copyContent(unit, { kind: 'Estimate', id: estimate.id }, estimate.currency);
  return insertInvoice(unit, columns, copy);
}

import type { Invoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import type { ContentInput } from '../statements/check-content.ts';
import {
  type BillingDetails,
  checkConnectionId,
  checkDates,
  checkDetails,
} from '../statements/check-details.ts';
import { changedConnectionId } from '../statements/lock-connection.ts';
import { mergeContent } from '../statements/merge-content.ts';
import { checkChangedNo, withStatementNo } from '../statements/statement-no.ts';
import { replaceContent, totalColumns } from '../statements/store-content.ts';
import { InputCheck } from '../values/input-check.ts';
import { applyInvoiceChanges } from './apply-invoice-changes.ts';

/** Omitted fields stay unchanged; null clears a field that may be empty. */
export interface UpdateInvoiceInput extends BillingDetails, ContentInput {
  id: string | null;
  expectedVersion?: number | null;
  /** Empty if the id is malformed. */
  connectionId?: string | null;
  date?: string | null;
  dueDate?: string | null;
  statementNo?: string | null;
}

/** @throws {InvalidInput | NotFound | InvalidState | StatementNoTaken | VersionConflict} */
export function updateInvoice(actor: Actor, input: UpdateInvoiceInput): Promise<Invoice> {
  return withStatementNo(input.statementNo, () => transact(actor, (unit) => changeInvoice(unit, input)));
}

async function changeInvoice(unit: UnitOfWork, input: UpdateInvoiceInput): Promise<Invoice> {
  const { now, record } = unit;
  const { expectedVersion } = input;
  const current = await lockUntrashed(unit, 'invoice', input.id, { expectedVersion });

  const statement = { kind: 'Invoice', id: current.id } as const;
  const check = new InputCheck();
  checkConnectionId(check, input.connectionId);
  const details = { ...checkDates(check, 'dueDate', input, current), ...checkDetails(check, input) };
  const statementNo = checkChangedNo(check, current.statementNo, input.statementNo);
  const changed = await mergeContent(unit, check, { statement, currency: current.currency, input });
  const connectionId = await changedConnectionId(unit, current.connectionId, input.connectionId);

  if (changed) await replaceContent(unit, statement, changed);
  record({ type: 'INVOICE_UPDATED', invoiceId: current.id, connectionId });
  return applyInvoiceChanges(unit, current, {
    ...details,
    ...(changed && totalColumns(changed.totals)),
    statementNo,
    connectionId,
    version: current.version + 1,
    updatedAt: now,
  });
}

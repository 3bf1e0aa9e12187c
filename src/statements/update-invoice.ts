import type { Invoice } from '../generated/prisma/client.ts';
import { InputCheck } from '../input-check.ts';
import type { Actor } from '../platform/actor.ts';
import { lockRow, requireVersion } from '../platform/lock-row.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { InvalidState, StatementNoTaken } from '../refusals.ts';
import { ContentCheck, type ContentInput } from './check-content.ts';
import { checkDetails, checkStatementNo, type InvoiceDetails } from './check-invoice.ts';
import { holdConnection } from './check-new-invoice.ts';
import { computeCheckedTotals } from './compute-checked-totals.ts';
import type { StatementContent } from './content.ts';
import { isNumberTaken } from './create-invoice.ts';
import { settleInvoice } from './settle-invoice.ts';
import { storeContent, totalColumns } from './store-content.ts';
import { readStoredContent } from './stored-content.ts';
import { CALCULATION_VERSION } from './totals.ts';

/** A part that is left out stays as it is; null clears it where it may be empty. */
export interface UpdateInvoiceInput extends InvoiceDetails, ContentInput {
  id: string | null;
  expectedVersion?: number | null;
  /** Empty for an id that is none. */
  connectionId?: string | null;
  statementNo?: string | null;
}

/** @throws {InvalidInput | NotFound | InvalidState | StatementNoTaken | VersionConflict} */
export async function updateInvoice(actor: Actor, input: UpdateInvoiceInput): Promise<Invoice> {
  try {
    return await transact(actor, (unit) => changeInvoice(unit, input));
  } catch (error) {
    if (!isNumberTaken(error)) throw error;
    throw new StatementNoTaken(input.statementNo!.trim());
  }
}

async function changeInvoice(unit: UnitOfWork, input: UpdateInvoiceInput): Promise<Invoice> {
  const { tx, accountId, now, record } = unit;
  const where = { accountId_id: { accountId, id: await lockRow(unit, 'Invoice', input.id) } };
  const current = await tx.invoice.findUniqueOrThrow({ where });
  requireVersion(current, input.expectedVersion);
  if (current.trashedAt) throw new InvalidState('TRASHED', 'The invoice is in the trash.');

  const check = new InputCheck();
  if (input.connectionId === null) check.add(['connectionId'], 'REQUIRED', 'This must not be empty.');
  const details = checkDetails(check, input, current);
  const statementNo =
    input.statementNo === undefined
      ? current.statementNo
      : (checkStatementNo(check, input.statementNo ?? '') ?? '');
  const content = changesContent(input) ? await mergeContent(unit, check, { current, input }) : null;
  const totals = content && computeCheckedTotals(check, content);
  check.finish();
  const connectionId = await newConnectionId(unit, { current, input });

  if (content && totals) {
    await tx.adjustment.deleteMany({ where: { accountId, invoiceId: current.id } });
    await tx.lineItem.deleteMany({ where: { accountId, invoiceId: current.id } });
    await storeContent(unit, current.id, { content, totals });
  }
  record({ type: 'INVOICE_UPDATED', invoiceId: current.id, connectionId });
  return settleInvoice(unit, current, {
    ...details,
    ...(totals && { ...totalColumns(totals), calculationVersion: CALCULATION_VERSION }),
    statementNo,
    connectionId,
    version: current.version + 1,
    updatedAt: now,
  });
}

function changesContent({ lineItems, taxes, discounts, shippingAmounts }: ContentInput): boolean {
  return [lineItems, taxes, discounts, shippingAmounts].some((part) => part !== undefined);
}

async function mergeContent(
  unit: UnitOfWork,
  check: InputCheck,
  { current, input }: { current: Invoice; input: UpdateInvoiceInput },
): Promise<StatementContent> {
  const stored = await readStoredContent(unit, current);
  const contents = new ContentCheck(check, current.currency, unit.actor.gateway.keys.id);
  const { lineItems, taxes, discounts, shippingAmounts } = input;
  return {
    ...stored,
    ...(lineItems !== undefined && { lines: contents.lines(lineItems ?? []) }),
    ...(taxes !== undefined && { taxes: contents.taxes([], taxes ?? []) }),
    ...(discounts !== undefined && { discounts: contents.discounts([], discounts ?? []) }),
    ...(shippingAmounts !== undefined && {
      shippingAmounts: contents.shippingAmounts([], shippingAmounts ?? []),
    }),
  };
}

async function newConnectionId(
  unit: UnitOfWork,
  { current, input }: { current: Invoice; input: UpdateInvoiceInput },
): Promise<string> {
  if (input.connectionId == null || input.connectionId === current.connectionId) return current.connectionId;
  const connection = await holdConnection(unit, input.connectionId);
  if (connection.trashedAt) throw new InvalidState('TRASHED', 'The connection is in the trash.');
  return connection.id;
}

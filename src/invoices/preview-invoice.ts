import type { Actor } from '../platform/actor.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { checkStatementNo } from '../statements/statement-no.ts';
import type { StatementTotals } from '../statements/totals.ts';
import { InputCheck } from '../values/input-check.ts';
import { type CreateInvoiceInput, checkNewInvoice } from './check-invoice.ts';

/**
 * Computes an invoice's totals exactly as creating it does, without saving anything.
 * @throws {InvalidInput | NotFound}
 */
export async function previewInvoice(
  { gateway, accountId }: Actor,
  input: CreateInvoiceInput,
): Promise<{ currency: string; totals: StatementTotals }> {
  const { ids, database } = gateway;
  const connection = await requireConnection({ tx: database.prisma, accountId }, input.connectionId);
  const check = new InputCheck();
  checkStatementNo(check, input.statementNo);
  const { content, totals } = checkNewInvoice(check, ids, { input, connection });
  return { currency: content.currency, totals };
}

import { InputCheck } from '../input-check.ts';
import type { Actor } from '../platform/actor.ts';
import { type CreateInvoiceInput, checkStatementNo } from './check-invoice.ts';
import { checkNewInvoice, requireConnection } from './check-new-invoice.ts';
import type { StatementTotals } from './totals.ts';

/**
 * What an invoice would come to, by the computation that saving it runs; nothing is saved.
 * @throws {InvalidInput | NotFound}
 */
export async function previewInvoice(
  actor: Actor,
  input: CreateInvoiceInput,
): Promise<{ currency: string; totals: StatementTotals }> {
  const unit = { tx: actor.gateway.database.prisma, accountId: actor.accountId, actor };
  const connection = await requireConnection(unit, input.connectionId);
  const check = new InputCheck();
  checkStatementNo(check, input.statementNo);
  const { content, totals } = checkNewInvoice(check, unit, { input, connection });
  return { currency: content.currency, totals };
}

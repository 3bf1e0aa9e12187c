import type { Actor } from '../platform/actor.ts';
import { requireConnection } from '../statements/lock-connection.ts';
import { checkStatementNo } from '../statements/statement-no.ts';
import type { StatementTotals } from '../statements/totals.ts';
import { InputCheck } from '../values/input-check.ts';
import { type CreateInvoiceInput, checkNewInvoice } from './check-invoice.ts';

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

import type { Invoice } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { requireUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { BILLING_DEFAULTS } from '../statements/check-details.ts';
import { lockConnection } from '../statements/lock-connection.ts';
import { checkStatementNo, NUMBERS, nextStatementNo, withStatementNo } from '../statements/statement-no.ts';
import { InputCheck } from '../values/input-check.ts';
import { type CreateInvoiceInput, checkNewInvoice } from './check-invoice.ts';
import { insertInvoice, NO_ORIGIN } from './insert-invoice.ts';

/** @throws {InvalidInput | NotFound | InvalidState | StatementNoTaken} */
export function createInvoice(actor: Actor, input: CreateInvoiceInput): Promise<Invoice> {
  return withStatementNo(input.statementNo, () => transact(actor, (unit) => makeInvoice(unit, input)));
}

async function makeInvoice(unit: UnitOfWork, input: CreateInvoiceInput): Promise<Invoice> {
  const connection = await lockConnection(unit, input.connectionId);
  const check = new InputCheck();
  const statementNo = checkStatementNo(check, input.statementNo);
  const { details, content, totals } = checkNewInvoice(check, unit.actor.gateway.ids, { input, connection });
  requireUntrashed('connection', connection);
  const columns = {
    ...BILLING_DEFAULTS,
    ...NO_ORIGIN,
    ...details,
    connectionId: connection.id,
    statementNo: statementNo ?? (await nextStatementNo(unit, NUMBERS.Invoice)),
  };
  return insertInvoice(unit, columns, { content, totals });
}

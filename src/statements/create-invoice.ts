import { type Invoice, Prisma } from '../generated/prisma/client.ts';
import { InputCheck } from '../input-check.ts';
import type { Actor } from '../platform/actor.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import { InvalidState, StatementNoTaken } from '../refusals.ts';
import { type CreateInvoiceInput, checkStatementNo } from './check-invoice.ts';
import { checkNewInvoice, holdConnection } from './check-new-invoice.ts';
import { nextInvoiceNo } from './next-number.ts';
import { storeContent, totalColumns } from './store-content.ts';
import { CALCULATION_VERSION } from './totals.ts';

const MAX_ATTEMPTS = 5;

/** @throws {InvalidInput | NotFound | InvalidState | StatementNoTaken} */
export async function createInvoice(actor: Actor, input: CreateInvoiceInput): Promise<Invoice> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transact(actor, (unit) => insertInvoice(unit, input));
    } catch (error) {
      if (!isNumberTaken(error)) throw error;
      // A number that was given is another's. One that was found free was given to another meanwhile.
      if (input.statementNo != null) throw new StatementNoTaken(input.statementNo.trim());
      if (attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function insertInvoice(unit: UnitOfWork, input: CreateInvoiceInput): Promise<Invoice> {
  const { tx, actor, accountId, now, record } = unit;
  const { keys } = actor.gateway;
  const connection = await holdConnection(unit, input.connectionId);
  const check = new InputCheck();
  const statementNo = checkStatementNo(check, input.statementNo);
  const { details, content, totals } = checkNewInvoice(check, unit, { input, connection });
  if (connection.trashedAt) throw new InvalidState('TRASHED', 'The connection is in the trash.');
  const invoice = await tx.invoice.create({
    data: {
      allowPartialPayments: true,
      sendReceiptsAutomatically: false,
      sendReminders: false,
      ...details,
      ...totalColumns(totals),
      accountId,
      id: keys.id(),
      hashKey: keys.hashKey(),
      connectionId: connection.id,
      statementNo: statementNo ?? (await nextInvoiceNo(unit)),
      currency: content.currency,
      calculationVersion: CALCULATION_VERSION,
      createdAt: now,
      updatedAt: now,
    },
  });
  await storeContent(unit, invoice.id, { content, totals });
  record({ type: 'INVOICE_CREATED', invoiceId: invoice.id, connectionId: connection.id });
  return invoice;
}

/** Whether a write failed for another invoice having its number. */
export function isNumberTaken(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  return JSON.stringify(error.meta).includes('statementNo');
}

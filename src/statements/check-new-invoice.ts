import type { Connection } from '../generated/prisma/client.ts';
import type { InputCheck } from '../input-check.ts';
import { lockRow } from '../platform/lock-row.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { NotFound } from '../refusals.ts';
import { ContentCheck } from './check-content.ts';
import { type CreateInvoiceInput, checkDetails } from './check-invoice.ts';
import { computeCheckedTotals } from './compute-checked-totals.ts';

/** @throws {NotFound} */
export async function requireConnection(
  { tx, accountId }: Pick<UnitOfWork, 'tx' | 'accountId'>,
  id: string | null,
): Promise<Connection> {
  const connection = id && (await tx.connection.findUnique({ where: { accountId_id: { accountId, id } } }));
  if (!connection) throw new NotFound('connection');
  return connection;
}

/** Likewise, for a statement that is to be written: until then the connection does not go to the trash. */
export async function holdConnection(unit: UnitOfWork, id: string | null): Promise<Connection> {
  return requireConnection(unit, await lockRow(unit, 'Connection', id, 'KEY SHARE'));
}

/**
 * Checks what a new invoice says, and computes what it comes to: the same for one that is made and
 * for one that is only looked at beforehand.
 * @throws {InvalidInput} with all problems, those that `check` had already among them
 */
export function checkNewInvoice(
  check: InputCheck,
  { actor }: Pick<UnitOfWork, 'actor'>,
  { input, connection }: { input: CreateInvoiceInput; connection: Connection },
) {
  const currency =
    input.currency == null ? connection.currency : check.currency(['currency'], input.currency);
  const details = checkDetails(check, input);
  // Amounts can only be read in a currency that there is; in place of a wrong one the connection's will do.
  const known = check.issues.some(({ path }) => path[0] === 'currency') ? connection.currency : currency;
  const content = new ContentCheck(check, known, actor.gateway.keys.id).content(input);
  return { details, content, totals: computeCheckedTotals(check, content) };
}

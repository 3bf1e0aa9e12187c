import type { Connection } from '../generated/prisma/client.ts';
import type { IdGenerator } from '../platform/id-generator.ts';
import type { ContentInput } from '../statements/check-content.ts';
import { type BillingDetails, checkDates, checkDetails } from '../statements/check-details.ts';
import { checkNewContent } from '../statements/check-new-content.ts';
import type { InputCheck } from '../values/input-check.ts';

export interface CreateInvoiceInput extends BillingDetails, ContentInput {
  connectionId: string | null;
  date: string;
  dueDate: string;
  statementNo?: string | null;
  currency?: string | null;
}

/**
 * Checks a new invoice's content, and computes its totals. Creating and previewing an invoice share this function.
 * @throws {InvalidInput} with all issues, including those already in `check`
 */
export function checkNewInvoice(
  check: InputCheck,
  ids: IdGenerator,
  { input, connection }: { input: CreateInvoiceInput; connection: Connection },
) {
  const details = { ...checkDates(check, 'dueDate', input), ...checkDetails(check, input) };
  return { details, ...checkNewContent(check, ids, { input, connection }) };
}

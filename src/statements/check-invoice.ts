import type { PaymentMethod } from '../generated/prisma/client.ts';
import type { InputCheck } from '../input-check.ts';
import type { ContentInput } from './check-content.ts';

/** What may be said of an invoice besides its content. A part that is left out stays as it is. */
export interface InvoiceDetails {
  date?: string | null;
  dueDate?: string | null;
  summary?: string | null;
  note?: string | null;
  poNumber?: string | null;
  paymentOptions?: PaymentMethod[] | null;
  allowPartialPayments?: boolean | null;
  sendReceiptsAutomatically?: boolean | null;
  sendReminders?: boolean | null;
}

export interface CreateInvoiceInput extends InvoiceDetails, ContentInput {
  connectionId: string | null;
  date: string;
  dueDate: string;
  statementNo?: string | null;
  currency?: string | null;
}

const MAX_NUMBER_LENGTH = 50;

/**
 * Checks the parts that are given, and says how they are stored.
 * @param current the dates that hold where the input has none
 */
export function checkDetails(
  check: InputCheck,
  input: InvoiceDetails,
  current?: { date: Date; dueDate: Date },
) {
  const { summary, note, poNumber, paymentOptions } = input;
  const flags = ['allowPartialPayments', 'sendReceiptsAutomatically', 'sendReminders'] as const;
  for (const flag of flags) {
    if (input[flag] === null) check.add([flag], 'REQUIRED', 'This must be true or false.');
  }
  return {
    ...checkDates(check, input, current),
    ...(summary !== undefined && { summary: check.optionalText(['summary'], summary) }),
    ...(note !== undefined && { note: check.optionalText(['note'], note) }),
    ...(poNumber !== undefined && { poNumber: check.optionalLine(['poNumber'], poNumber) }),
    ...(paymentOptions !== undefined && { paymentOptions: [...new Set(paymentOptions ?? [])] }),
    ...Object.fromEntries(flags.flatMap((flag) => (input[flag] == null ? [] : [[flag, input[flag]]]))),
  };
}

function checkDates(
  check: InputCheck,
  input: { date?: string | null; dueDate?: string | null },
  current?: { date: Date; dueDate: Date },
) {
  const problems = check.issues.length;
  const date = input.date === undefined ? current!.date : check.date(['date'], input.date);
  const dueDate = input.dueDate === undefined ? current!.dueDate : check.date(['dueDate'], input.dueDate);
  if (check.issues.length === problems && dueDate < date) {
    const path = input.dueDate === undefined ? 'date' : 'dueDate';
    check.add([path], 'DUE_BEFORE_DATE', 'The due date must not be before the date.');
  }
  return { date, dueDate };
}

/** The number that the caller gives; null where the next free one is wanted. */
export function checkStatementNo(check: InputCheck, value: string | null | undefined): string | null {
  return value == null ? null : check.line(['statementNo'], value, MAX_NUMBER_LENGTH);
}

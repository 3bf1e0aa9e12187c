import type { Invoice, PaymentMethod } from '../generated/prisma/client.ts';
import type { InputCheck } from '../values/input-check.ts';

/** A statement's fields besides its dates and content. Omitted fields stay unchanged. */
export interface StatementDetails {
  summary?: string | null;
  note?: string | null;
  sendReminders?: boolean | null;
}

/** Likewise, for an invoice, and for the invoices that a recurring invoice creates. */
export interface BillingDetails extends StatementDetails {
  poNumber?: string | null;
  paymentOptions?: PaymentMethod[] | null;
  allowPartialPayments?: boolean | null;
  sendReceiptsAutomatically?: boolean | null;
}

/** The default details of an invoice or a recurring invoice. */
export const BILLING_DEFAULTS: Pick<Invoice, keyof BillingDetails> = {
  summary: null,
  note: null,
  poNumber: null,
  paymentOptions: [],
  allowPartialPayments: true,
  sendReceiptsAutomatically: false,
  sendReminders: false,
};

/** Checks the given fields, and returns the columns to store. */
export function checkDetails(check: InputCheck, input: BillingDetails) {
  const { summary, note, poNumber, paymentOptions } = input;
  const flags = ['allowPartialPayments', 'sendReceiptsAutomatically', 'sendReminders'] as const;
  for (const flag of flags) {
    if (input[flag] === null) check.add([flag], 'REQUIRED', 'This must be true or false.');
  }
  return {
    ...(summary !== undefined && { summary: check.optionalText(['summary'], summary) }),
    ...(note !== undefined && { note: check.optionalText(['note'], note) }),
    ...(poNumber !== undefined && { poNumber: check.optionalLine(['poNumber'], poNumber) }),
    ...(paymentOptions !== undefined && { paymentOptions: [...new Set(paymentOptions ?? [])] }),
    ...Object.fromEntries(flags.flatMap((flag) => (input[flag] == null ? [] : [[flag, input[flag]]]))),
  };
}

/** Checks the id in an update: it may be omitted, but not null. */
export function checkConnectionId(check: InputCheck, connectionId: string | null | undefined): void {
  if (connectionId === null) check.add(['connectionId'], 'REQUIRED', 'This must not be empty.');
}

/**
 * Checks a statement's date, and the due or expiry date, which must not be before it.
 * @param current the dates to use if the input has none
 */
export function checkDates<End extends 'dueDate' | 'expireDate'>(
  check: InputCheck,
  end: End,
  input: { date?: string | null } & { [Name in End]?: string | null },
  current?: { date: Date } & Record<End, Date>,
): { date: Date } & Record<End, Date> {
  const problems = check.issues.length;
  const date = input.date === undefined ? current!.date : check.date(['date'], input.date);
  const given = (input as Record<string, string | null | undefined>)[end];
  const endDate = given === undefined ? current![end] : check.date([end], given);
  if (check.issues.length === problems && endDate < date) {
    const { code, message } = TOO_EARLY[end];
    check.add([given === undefined ? 'date' : end], code, message);
  }
  return { date, [end]: endDate } as { date: Date } & Record<End, Date>;
}

const TOO_EARLY = {
  dueDate: { code: 'DUE_BEFORE_DATE', message: 'The due date must not be before the date.' },
  expireDate: { code: 'EXPIRES_BEFORE_DATE', message: 'The expiry date must not be before the date.' },
} as const;

import type { Invoice, PaymentMethod } from '../generated/prisma/client.ts';
import type { InputCheck } from '../values/input-check.ts';

/** What may be said of a statement besides its dates and its content. A part that is left out stays as it is. */
export interface StatementDetails {
  summary?: string | null;
  note?: string | null;
  sendReminders?: boolean | null;
}

/** Likewise, of an invoice, and of the invoices that are to be made of a recurring one. */
export interface BillingDetails extends StatementDetails {
  poNumber?: string | null;
  paymentOptions?: PaymentMethod[] | null;
  allowPartialPayments?: boolean | null;
  sendReceiptsAutomatically?: boolean | null;
}

/** The details of an invoice, or of a recurring one, unless it is given others. */
export const BILLING_DEFAULTS: Pick<Invoice, keyof BillingDetails> = {
  summary: null,
  note: null,
  poNumber: null,
  paymentOptions: [],
  allowPartialPayments: true,
  sendReceiptsAutomatically: false,
  sendReminders: false,
};

/** Checks the parts that are given, and says how they are stored. */
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

/** For an id of an update's input: left out it stays, but it cannot be taken away. */
export function checkConnectionId(check: InputCheck, connectionId: string | null | undefined): void {
  if (connectionId === null) check.add(['connectionId'], 'REQUIRED', 'This must not be empty.');
}

/**
 * Checks a statement's date and the date that is not to be before it.
 * @param current the dates that hold where the input has none
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
  expireDate: { code: 'EXPIRES_BEFORE_DATE', message: 'The date of expiry must not be before the date.' },
} as const;

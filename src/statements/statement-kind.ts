/** The kinds of statement, each with the column by which its lines and adjustments name it. */
export const OWNER_COLUMNS = {
  Invoice: 'invoiceId',
  Estimate: 'estimateId',
  RecurringInvoice: 'recurringInvoiceId',
} as const;

export type StatementKind = keyof typeof OWNER_COLUMNS;

/** One statement of an account. */
export interface StatementRef {
  kind: StatementKind;
  id: string;
}

/** The columns of a line or an adjustment that say whose it is. */
export function ownerColumns({ kind, id }: StatementRef): {
  invoiceId?: string;
  estimateId?: string;
  recurringInvoiceId?: string;
} {
  return { [OWNER_COLUMNS[kind]]: id };
}

import type { Estimate, Invoice, RecurringInvoice } from '../generated/prisma/client.ts';

/** The row of each kind of statement. */
export interface StatementRows {
  Invoice: Invoice;
  Estimate: Estimate;
  RecurringInvoice: RecurringInvoice;
}

export type StatementKind = keyof StatementRows;

/** The differences between the kinds of statement. */
interface KindTraits {
  /** The foreign key of lines, adjustments and deliveries. */
  ownerColumn: string;
  /** The folder of the public pages; null for a kind that is not sent. */
  pagesFolder: string | null;
}

export const STATEMENT_KINDS = {
  Invoice: { ownerColumn: 'invoiceId', pagesFolder: 'invoices' },
  Estimate: { ownerColumn: 'estimateId', pagesFolder: 'estimates' },
  RecurringInvoice: { ownerColumn: 'recurringInvoiceId', pagesFolder: null },
} as const satisfies Record<StatementKind, KindTraits>;

type TraitsOf<Kind extends StatementKind> = (typeof STATEMENT_KINDS)[Kind];

/** The kinds that are sent to a client, with a number and a public page. */
export type SentKind = {
  [Kind in StatementKind]: TraitsOf<Kind>['pagesFolder'] extends string ? Kind : never;
}[StatementKind];

/** A statement of a kind that is sent to a client, discriminated by `kind`. */
export type SentStatement<Kind extends SentKind = SentKind> = {
  [Each in Kind]: { kind: Each; statement: StatementRows[Each] };
}[Kind];

/** A reference to a statement of the account. */
export interface StatementRef<Kind extends StatementKind = StatementKind> {
  kind: Kind;
  id: string;
}

/** Returns the foreign key columns of a line, an adjustment or a delivery. */
export function ownerColumns<Kind extends StatementKind>({ kind, id }: StatementRef<Kind>) {
  return { [STATEMENT_KINDS[kind].ownerColumn]: id } as {
    [Column in TraitsOf<Kind>['ownerColumn']]?: string;
  };
}

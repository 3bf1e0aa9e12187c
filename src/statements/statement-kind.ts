import type { Estimate, Invoice, RecurringInvoice } from '../generated/prisma/client.ts';

/** The row of each kind of statement. */
export interface StatementRows {
  Invoice: Invoice;
  Estimate: Estimate;
  RecurringInvoice: RecurringInvoice;
}

export type StatementKind = keyof StatementRows;

/** What differs between the kinds of statement. */
interface KindTraits {
  /** The column by which lines, adjustments and deliveries name their statement. */
  ownerColumn: string;
  /** The folder of the pages that its client opens; null for a kind that is not sent to anybody. */
  pagesFolder: string | null;
}

export const STATEMENT_KINDS = {
  Invoice: { ownerColumn: 'invoiceId', pagesFolder: 'invoices' },
  Estimate: { ownerColumn: 'estimateId', pagesFolder: 'estimates' },
  RecurringInvoice: { ownerColumn: 'recurringInvoiceId', pagesFolder: null },
} as const satisfies Record<StatementKind, KindTraits>;

type TraitsOf<Kind extends StatementKind> = (typeof STATEMENT_KINDS)[Kind];

/** The kinds that are sent to a client, and that have a number and a page. */
export type SentKind = {
  [Kind in StatementKind]: TraitsOf<Kind>['pagesFolder'] extends string ? Kind : never;
}[StatementKind];

/** A statement of a kind that is sent to a client; `kind` tells which row it is. */
export type SentStatement<Kind extends SentKind = SentKind> = {
  [Each in Kind]: { kind: Each; statement: StatementRows[Each] };
}[Kind];

/** One statement of an account. */
export interface StatementRef<Kind extends StatementKind = StatementKind> {
  kind: Kind;
  id: string;
}

/** The columns of a line, an adjustment or a delivery that say whose it is. */
export function ownerColumns<Kind extends StatementKind>({ kind, id }: StatementRef<Kind>) {
  return { [STATEMENT_KINDS[kind].ownerColumn]: id } as {
    [Column in TraitsOf<Kind>['ownerColumn']]?: string;
  };
}

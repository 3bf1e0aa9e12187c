import type { AdjustmentKind, LineItemKind } from '../generated/prisma/client.ts';
import type { SentKind } from '../statements/statement-kind.ts';
import type { Language } from '../values/money.ts';

/**
 * An invoice or estimate as its client sees it, on the page and in the PDF. Amounts are in the currency's minor unit.
 * Texts are raw user input, not escaped for HTML or any other format.
 */
export interface StatementDocument {
  kind: SentKind;
  /** The client's language. */
  language: Language;
  currency: string;
  statementNo: string;
  date: Date;
  /** The due date of an invoice, or the expiry date of an estimate. */
  until: Date;
  stage: DocumentStage;
  issuer: { name: string; email: string | null };
  client: { name: string; email: string; phone: string | null; addressLines: string[] };
  poNumber: string | null;
  summary: string | null;
  note: string | null;
  lines: DocumentLine[];
  subTotalMinor: bigint;
  /** The adjustments of lines and statement, grouped by name and percentage: discounts, taxes, then shipping. */
  adjustments: DocumentAdjustment[];
  billedTotalMinor: bigint;
  /** Null for an estimate. */
  payment: { paidMinor: bigint; dueMinor: bigint } | null;
}

/** The state as shown to the client. */
export type DocumentStage = 'DRAFT' | 'OPEN' | 'OVERDUE' | 'PAID' | 'EXPIRED' | 'ACCEPTED';

export interface DocumentLine {
  kind: LineItemKind;
  date: Date | null;
  description: string;
  /** An exact decimal such as "1.5": pieces of an item, minutes of a task, distance of a trip; null for an expense. */
  quantity: string | null;
  /** The unit of an item's quantity. */
  unit: string | null;
  /** The exact price of one piece, hour or unit of distance, with at least the currency's decimals. */
  price: string | null;
  totalMinor: bigint;
  /** The line's own adjustments. */
  adjustments: DocumentAdjustment[];
}

export interface DocumentAdjustment {
  kind: AdjustmentKind;
  name: string;
  /** "5.25" is 5.25 %; null for a fixed amount. */
  percent: string | null;
  /** Not negative, also for a discount, which is subtracted. */
  amountMinor: bigint;
}

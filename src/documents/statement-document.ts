import type { AdjustmentKind, LineItemKind } from '../generated/prisma/client.ts';
import type { SentKind } from '../statements/statement-kind.ts';
import type { Language } from '../values/money.ts';

/**
 * An invoice or an estimate as its client reads it, on the page and in the PDF. Sums are in the currency's
 * minor unit; the texts are what people wrote, not yet made safe for HTML or for anything else.
 */
export interface StatementDocument {
  kind: SentKind;
  /** What it is written in: the client's language. */
  language: Language;
  currency: string;
  statementNo: string;
  date: Date;
  /** When an invoice is due, or when an estimate expires. */
  until: Date;
  stage: DocumentStage;
  issuer: { name: string; email: string | null };
  client: { name: string; email: string; phone: string | null; addressLines: string[] };
  poNumber: string | null;
  summary: string | null;
  note: string | null;
  lines: DocumentLine[];
  subTotalMinor: bigint;
  /** Of lines and statement together, one for each name and percentage: discounts, taxes, then shipping. */
  adjustments: DocumentAdjustment[];
  billedTotalMinor: bigint;
  /** Null for an estimate. */
  payment: { paidMinor: bigint; dueMinor: bigint } | null;
}

/** What its client has to know of where it stands. */
export type DocumentStage = 'DRAFT' | 'OPEN' | 'OVERDUE' | 'PAID' | 'EXPIRED' | 'ACCEPTED';

export interface DocumentLine {
  kind: LineItemKind;
  date: Date | null;
  description: string;
  /** Exact decimals such as "1.5". Pieces of an item, minutes of a task, distance of a trip; null for an expense. */
  quantity: string | null;
  /** What an item is counted in. */
  unit: string | null;
  /** Exact, with at least the currency's decimals: for one piece, an hour, a unit of distance. */
  price: string | null;
  totalMinor: bigint;
  /** The line's own. */
  adjustments: DocumentAdjustment[];
}

export interface DocumentAdjustment {
  kind: AdjustmentKind;
  name: string;
  /** "5.25" is 5.25 %; null for a fixed sum. */
  percent: string | null;
  /** Never below zero for a discount: it is taken off. */
  amountMinor: bigint;
}

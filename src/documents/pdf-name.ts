import { LABELS } from './labels.ts';
import type { StatementDocument } from './statement-document.ts';

/** Returns a document's file name in its own language: "Invoice IN-001.pdf". */
export function pdfName({
  kind,
  language,
  statementNo,
}: Pick<StatementDocument, 'kind' | 'language' | 'statementNo'>): string {
  const { invoice, estimate } = LABELS[language];
  return `${kind === 'INVOICE' ? invoice : estimate} ${statementNo}.pdf`;
}

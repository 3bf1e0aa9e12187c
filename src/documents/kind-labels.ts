import type { SentKind } from '../statements/statement-kind.ts';
import type { Labels } from './label-set.ts';
import { LABELS } from './labels.ts';
import type { StatementDocument } from './statement-document.ts';

/** The labels that differ between the kinds of document. */
const KIND_LABELS = {
  Invoice: { name: 'invoice', until: 'dueDate', client: 'billTo' },
  Estimate: { name: 'estimate', until: 'validUntil', client: 'preparedFor' },
} as const satisfies Record<SentKind, Record<'name' | 'until' | 'client', keyof Labels>>;

/** Returns the labels of a document's kind, last date and client, in the document's language. */
export function kindLabels({ kind, language }: Pick<StatementDocument, 'kind' | 'language'>) {
  const labels = LABELS[language];
  const { name, until, client } = KIND_LABELS[kind];
  return { name: labels[name], until: labels[until], client: labels[client] };
}

/** "Invoice IN-003" */
export function titleOf(document: Pick<StatementDocument, 'kind' | 'language' | 'statementNo'>): string {
  return `${kindLabels(document).name} ${document.statementNo}`;
}

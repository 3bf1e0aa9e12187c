import { titleOf } from './kind-labels.ts';

/** What a document is saved as, in its own language: "Invoice IN-001.pdf". */
export function pdfName(document: Parameters<typeof titleOf>[0]): string {
  return `${titleOf(document)}.pdf`;
}

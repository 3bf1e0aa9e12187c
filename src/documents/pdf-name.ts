import { titleOf } from './kind-labels.ts';

/** Returns a document's file name in its own language: "Invoice IN-001.pdf". */
export function pdfName(document: Parameters<typeof titleOf>[0]): string {
  return `${titleOf(document)}.pdf`;
}

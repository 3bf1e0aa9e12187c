import { extractText, getDocumentProxy, getMeta } from 'unpdf';

/** What a program reads out of a PDF: the text of each page, with plain spaces, and what it says of itself. */
export async function readPdf(pdf: Buffer) {
  const proxy = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(proxy, { mergePages: false });
  const { info } = await getMeta(proxy);
  const pages = text.map(plainSpaces);
  return { pages, text: pages.join('\n'), info };
}

/** Intl writes narrow and no-break spaces, which are read back as plain ones. */
export function plainSpaces(text: string): string {
  return text.replace(/[^\S\n]/g, ' ');
}

/** Readers guess where a word ends, and in Hindi and Sinhala guess wrong: only the letters are compared. */
export function lettersOf(text: string): string {
  return text.normalize('NFC').replace(/\s/g, '');
}

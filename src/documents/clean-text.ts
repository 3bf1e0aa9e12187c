/**
 * Prepares user text for drawing: composes letters, converts every kind of line break to a newline, and removes
 * unprintable characters. Joiners stay: the shapes of Hindi and Sinhala depend on them.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?![\n\u200b-\u200d])[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '');
}

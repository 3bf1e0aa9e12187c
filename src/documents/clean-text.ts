/**
 * Makes people's text fit to be drawn: letters composed, every kind of line end a newline, and nothing left that
 * has no place on paper. Joiners stay: the shapes of Hindi and Sinhala depend on them.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/(?![\n\u200b-\u200d])[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu, '');
}

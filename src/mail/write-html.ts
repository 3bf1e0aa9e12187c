import { escapeHtml } from '../values/escape-html.ts';
import { LANGUAGE_TAGS, type Language } from '../values/money.ts';

// No external images, fonts or style sheets: opening a message sends no request.
const BODY_STYLE =
  'margin:0 auto;padding:24px 16px;max-width:600px;font:16px/1.5 -apple-system,"Segoe UI",Roboto,Arial,sans-serif';
const PARAGRAPH_STYLE = 'margin:0 0 16px;overflow-wrap:anywhere';

// RFC 3986's characters only, so that a URL ends where Japanese text follows directly.
const ADDRESSES = /\bhttps?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+/gi;

/** Converts plain text to an HTML page with its paragraphs, line breaks, and links for http and https URLs. */
export function writeHtml({
  text,
  title,
  language,
}: {
  text: string;
  title: string;
  language: Language;
}): string {
  const paragraphs = text
    .split(/\n[ \t]*\n\s*/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p style='${PARAGRAPH_STYLE}'>${writeLines(paragraph)}</p>`);
  return `<!doctype html>
<html lang="${LANGUAGE_TAGS[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
</head>
<body style='${BODY_STYLE}'>
${paragraphs.join('\n')}
</body>
</html>
`;
}

function writeLines(paragraph: string): string {
  return paragraph.trimEnd().split('\n').map(writeLine).join('<br>\n');
}

function writeLine(line: string): string {
  let html = '';
  let end = 0;
  for (const match of line.matchAll(ADDRESSES)) {
    const address = withoutClosing(match[0]);
    if (!URL.canParse(address)) continue;
    html += `${escapeHtml(line.slice(end, match.index))}<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
    end = match.index + address.length;
  }
  return html + escapeHtml(line.slice(end));
}

/** Removes the punctuation after a URL that ends a sentence or is in brackets. */
function withoutClosing(address: string): string {
  let end = address.length;
  while (/[.,;:!?'*)\]]/.test(address[end - 1]!) && !isClosedWithin(address.slice(0, end))) end -= 1;
  return address.slice(0, end);
}

function isClosedWithin(address: string): boolean {
  return address.endsWith(')') && address.split('(').length >= address.split(')').length;
}

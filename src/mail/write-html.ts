import { escapeHtml } from '../values/escape-html.ts';
import { LANGUAGE_TAGS, type Language } from '../values/money.ts';

// Nothing is loaded from elsewhere: no images, fonts or style sheets, so that opening a message tells nobody.
const BODY_STYLE =
  'margin:0 auto;padding:24px 16px;max-width:600px;font:16px/1.5 -apple-system,"Segoe UI",Roboto,Arial,sans-serif';
const PARAGRAPH_STYLE = 'margin:0 0 16px;overflow-wrap:anywhere';

// RFC 3986's characters only, so that an address ends where the Japanese behind it begins.
const ADDRESSES = /\bhttps?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+/gi;

/** Makes a page of a plain text: its paragraphs, its line breaks, and its http and https addresses as links. */
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

/** An address at the end of a sentence, or within brackets, does not have their signs. */
function withoutClosing(address: string): string {
  let end = address.length;
  while (/[.,;:!?'*)\]]/.test(address[end - 1]!) && !isClosedWithin(address.slice(0, end))) end -= 1;
  return address.slice(0, end);
}

function isClosedWithin(address: string): boolean {
  return address.endsWith(')') && address.split('(').length >= address.split(')').length;
}

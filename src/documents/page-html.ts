import { escapeHtml } from '../values/escape-html.ts';

/** Text that is HTML already. Only `html` makes it, so whatever else is put into a page is escaped. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Writes HTML: what people wrote comes out as text, what is nothing is left out, and lists are strung together. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  const [first, ...rest] = texts;
  return { html: rest.reduce((before, text, index) => before + write(parts[index]) + text, first!) };
}

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(write).join('');
}

/** Our own style or script, as it is. */
export function unescaped(text: string): Html {
  return { html: text };
}

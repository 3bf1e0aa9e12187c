import { escapeHtml } from '../values/escape-html.ts';

/** HTML markup. Only `html` creates it, so everything else in a page is escaped. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Builds HTML: escapes text, omits empty values, and concatenates lists. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  const [first, ...rest] = texts;
  return { html: rest.reduce((before, text, index) => before + write(parts[index]) + text, first!) };
}

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(write).join('');
}

/** Inserts our own style or script unescaped. */
export function unescaped(text: string): Html {
  return { html: text };
}

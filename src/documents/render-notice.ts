import { html, unescaped } from './page-html.ts';
import { PAGE_STYLE } from './page-style.ts';

/**
 * Renders a page with one message. It is always in English: a client's language would reveal that the address
 * exists.
 */
export function renderNotice({ title, text }: { title: string; text: string }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${unescaped(PAGE_STYLE)}</style>
</head>
<body>
<main class="notice" tabindex="-1" data-news="${title}">
<h1>${title}</h1>
<p>${text}</p>
</main>
</body>
</html>
`.html;
}

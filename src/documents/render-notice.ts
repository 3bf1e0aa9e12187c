import { html, unescaped } from './page-html.ts';
import { PAGE_STYLE } from './page-style.ts';

/**
 * A page that says one thing. It is in English: whose language it should be, and whether there is anybody,
 * is just what it must not tell.
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

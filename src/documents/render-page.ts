import { LANGUAGE_TAGS } from '../values/money.ts';
import { titleOf } from './kind-labels.ts';
import { LABELS } from './labels.ts';
import { renderFacts, renderHead } from './page-head.ts';
import { html, unescaped } from './page-html.ts';
import { renderLines, renderTotals } from './page-lines.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { StatementDocument } from './statement-document.ts';

/** The parameters of a page besides its document. */
export interface PageSetting {
  /** The last segment of its URL. All links are relative, so that the page works under any base URL. */
  hashKey: string;
  /** Identifies the content of the page to the server. */
  revision: string;
  /** Whether the page reports its first view. */
  awaitsView: boolean;
}

/** Renders the page of a statement in the client's language. It loads no other resources. */
export function renderPage(document: StatementDocument, setting: PageSetting): string {
  const { hashKey, revision, awaitsView } = setting;
  const { language, issuer, stage, summary, note } = document;
  const labels = LABELS[language];
  const title = titleOf(document);
  const news = stage === 'OPEN' ? title : `${title}: ${labels.stamps[stage]}`;
  const viewed = awaitsView && html` data-viewed="${hashKey}/viewed"`;
  const noted = html`<section class="note">
<h2>${labels.note}</h2>
<p class="text">${note}</p>
</section>
`;
  return html`<!doctype html>
<html lang="${LANGUAGE_TAGS[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${title} · ${issuer.name}</title>
<style>${unescaped(PAGE_STYLE)}</style>
</head>
<body>
<main tabindex="-1" data-revision="${revision}" data-news="${news}" data-live="${hashKey}/live"${viewed}>
<header class="bar">
<p class="issuer">${issuer.name}</p>
<a class="button" href="${hashKey}.pdf">${labels.downloadPdf}</a>
</header>
<article class="sheet">
${renderHead(document, `${hashKey}/accept`)}${renderFacts(document)}
${summary && html`<p class="summary text">${summary}</p>`}
${renderLines(document)}${renderTotals(document)}${note && noted}</article>
</main>
<p id="news" class="unseen" role="status"></p>
<script>${unescaped(PAGE_SCRIPT)}</script>
</body>
</html>
`.html;
}

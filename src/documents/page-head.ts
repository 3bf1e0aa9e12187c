import type { SentKind } from '../statements/statement-kind.ts';
import { formatMoneyForPeople } from '../values/money.ts';
import { formatDateForPeople } from './format.ts';
import { kindLabels, titleOf } from './kind-labels.ts';
import type { Labels } from './label-set.ts';
import { LABELS } from './labels.ts';
import { type Html, html } from './page-html.ts';
import type { StatementDocument } from './statement-document.ts';

/** The kinds that a client accepts on their page. */
const IS_ACCEPTED: Record<SentKind, boolean> = { Invoice: false, Estimate: true };

/** The title, state, total and actions. */
export function renderHead(document: StatementDocument, acceptPath: string): Html {
  const { kind, stage, language, currency, billedTotalMinor, payment } = document;
  const labels = LABELS[language];
  const isOwed = payment !== null && stage !== 'PAID';
  const minor = isOwed ? payment.dueMinor : billedTotalMinor;
  const stamp = stage !== 'OPEN' && html`<p class="stamp ${stage.toLowerCase()}">${labels.stamps[stage]}</p>`;
  // A plain form works without the script, and submitting it twice is harmless.
  const form = html`<form method="post" action="${acceptPath}"><button class="button main">${labels.accept}</button></form>
`;
  return html`<header class="head">
<div>
<div class="title"><h1>${titleOf(document)}</h1>${stamp}</div>
<p class="label">${isOwed ? labels.amountDue : labels.total}</p>
<p class="figure">${formatMoneyForPeople({ minor, currency }, language)}</p>
<p class="standing">${standingOf(document, labels)}</p>
</div>
${IS_ACCEPTED[kind] && stage === 'OPEN' && form}</header>
`;
}

/** The deadline of the client's action, or why none is required. */
function standingOf(document: StatementDocument, labels: Labels): string {
  if (document.stage === 'PAID') return labels.invoicePaid;
  if (document.stage === 'ACCEPTED') return labels.estimateAccepted;
  if (document.stage === 'EXPIRED') return labels.estimateExpired;
  return `${kindLabels(document).until}: ${formatDateForPeople(document.until, document.language)}`;
}

/** The sender, the client and the dates. */
export function renderFacts(document: StatementDocument): Html {
  const { language, issuer, client, poNumber } = document;
  const labels = LABELS[language];
  const own = kindLabels(document);
  const reach = [...client.addressLines, client.phone, client.email];
  const facts = [
    [labels.date, formatDateForPeople(document.date, language)],
    [own.until, formatDateForPeople(document.until, language)],
    [labels.purchaseOrder, poNumber],
  ];
  return html`<div class="facts">
<section>
<h2>${labels.from}</h2>
<p class="name">${issuer.name}</p>
${issuer.email && html`<p>${issuer.email}</p>`}
</section>
<section>
<h2>${own.client}</h2>
<p class="name">${client.name}</p>
${reach.map((line) => line && html`<p>${line}</p>`)}
</section>
<dl class="dates">
${facts.map(([name, value]) => value && html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>
</div>
`;
}

import { formatMoneyForPeople } from '../values/money.ts';
import {
  formatAdjustmentForPeople,
  formatDateForPeople,
  formatPriceForPeople,
  formatQuantityForPeople,
  nameOfAdjustment,
} from './format.ts';
import { LABELS } from './labels.ts';
import { type Html, html } from './page-html.ts';
import type { DocumentAdjustment, DocumentLine, StatementDocument } from './statement-document.ts';

type Writing = Pick<StatementDocument, 'language' | 'currency'>;

// The elements imply these roles, but some browsers drop them if a row is laid out as a block.

/** The table of lines; its middle columns appear only if any line has a value for them. */
export function renderLines(document: StatementDocument): Html {
  const { lines, language } = document;
  const labels = LABELS[language];
  if (lines.length === 0) return html``;
  const isDetailed = lines.some(({ quantity, price }) => quantity !== null || price !== null);
  const middle = isDetailed ? [labels.quantity, labels.price] : [];
  const headings = [labels.description, ...middle, labels.amount].map(
    (name) => html`<th scope="col" role="columnheader">${name}</th>`,
  );
  return html`<table class="lines" role="table">
<thead role="rowgroup"><tr role="row">${headings}</tr></thead>
<tbody role="rowgroup">
${lines.map((line) => renderLine(line, document, isDetailed))}</tbody>
</table>
`;
}

function renderLine(line: DocumentLine, writing: Writing, isDetailed: boolean): Html {
  const { language, currency } = writing;
  const { date, description, price, totalMinor, adjustments } = line;
  const asides = [
    ...(date ? [formatDateForPeople(date, language)] : []),
    ...adjustments.map((adjustment) => toPair(adjustment, writing).join(': ')),
  ].map((text) => html`<div class="aside">${text}</div>`);
  const unitPrice = price !== null && formatPriceForPeople({ amount: price, currency }, language);
  const middle = html`<td role="cell" class="quantity">${formatQuantityForPeople(line, language)}</td>
<td role="cell" class="price">${unitPrice}</td>
`;
  return html`<tr role="row">
<td role="cell"><div class="text">${description}</div>${asides}</td>
${isDetailed && middle}<td role="cell" class="sum">${formatMoneyForPeople({ minor: totalMinor, currency }, language)}</td>
</tr>
`;
}

/** The subtotal, adjustments and totals. */
export function renderTotals(document: StatementDocument): Html {
  const { language, currency, adjustments, payment } = document;
  const labels = LABELS[language];
  const money = (minor: bigint) => formatMoneyForPeople({ minor, currency }, language);
  const rows = [
    renderTotal([labels.subtotal, money(document.subTotalMinor)]),
    ...adjustments.map((adjustment) => renderTotal(toPair(adjustment, document))),
    renderTotal([labels.total, money(document.billedTotalMinor)], payment ? 'strong' : 'strong due'),
    payment && renderTotal([labels.paid, money(payment.paidMinor)]),
    payment && renderTotal([labels.amountDue, money(payment.dueMinor)], 'strong due'),
  ];
  return html`<table class="totals" role="table">
<tbody role="rowgroup">
${rows}</tbody>
</table>
`;
}

function renderTotal([name, sum]: readonly [string, string], emphasis = ''): Html {
  return html`<tr role="row" class="${emphasis}"><th scope="row" role="rowheader">${name}</th><td role="cell" class="sum">${sum}</td></tr>
`;
}

function toPair(adjustment: DocumentAdjustment, { language, currency }: Writing): readonly [string, string] {
  const name = nameOfAdjustment(adjustment, { labels: LABELS[language], language });
  return [name, formatAdjustmentForPeople(adjustment, currency, language)];
}

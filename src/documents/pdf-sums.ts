import { formatMoneyForPeople } from '../values/money.ts';
import { formatAdjustmentForPeople, nameOfAdjustment } from './format.ts';
import type { Labels } from './label-set.ts';
import {
  ACCENT,
  gap,
  HAIRLINE,
  type PageFlow,
  pairStrips,
  placeStrips,
  rule,
  STYLES,
  type Strip,
  textStrips,
} from './pdf-flow.ts';
import type { StatementDocument } from './statement-document.ts';
import type { TextStyle } from './typesetter.ts';
import { widthInOneLine, wrapText } from './wrap-text.ts';

interface SumRow {
  name: string;
  sum: string;
  style: { name: TextStyle; sum: TextStyle };
}

const PLAIN = { name: STYLES.quiet, sum: STYLES.body };
const STRONG = { name: STYLES.strong, sum: STYLES.strong };
const DUE = { name: STYLES.due, sum: STYLES.due };

/** Draws the totals as one block, which no page break divides. */
export function placeSums(flow: PageFlow, document: StatementDocument, labels: Labels): void {
  const { setter, right } = flow;
  const { language, currency, payment } = document;
  const sum = (name: string, minor: bigint, style: SumRow['style']): SumRow => ({
    name,
    sum: formatMoneyForPeople({ minor, currency }, language),
    style,
  });
  const parts = [
    sum(labels.subtotal, document.subTotalMinor, PLAIN),
    ...document.adjustments.map((adjustment) => ({
      name: nameOfAdjustment(adjustment, { labels, language }),
      sum: formatAdjustmentForPeople(adjustment, currency, language),
      style: PLAIN,
    })),
  ];
  const total = sum(labels.total, document.billedTotalMinor, payment === null ? DUE : STRONG);
  const paid = payment === null ? [] : [total, sum(labels.paid, payment.paidMinor, PLAIN)];
  const last = payment === null ? total : sum(labels.amountDue, payment.dueMinor, DUE);

  const widths = [...parts, ...paid, last].map((row) => widthInOneLine(setter, row.sum, row.style.sum));
  // Leaves space for the names beside long amounts.
  const width = Math.max((right - flow.left) * 0.54, Math.max(...widths) + 190);
  const left = Math.max(flow.left, right - width);
  const set = (row: SumRow) => [...sumStrips(flow, left, row), gap(2.5)];
  const line = (color: string, height: number) => rule(setter, { left, right, color, height });
  const strips = [gap(12), ...parts.flatMap(set), gap(3)];
  if (paid.length > 0) strips.push(line(HAIRLINE, 6), ...paid.flatMap(set), gap(3));
  strips.push(line(ACCENT, 7), ...set(last));
  placeStrips(flow, strips, { together: true });
}

/** Draws the issuer's notes. */
export function placeNote(flow: PageFlow, document: StatementDocument, labels: Labels): void {
  if (document.note === null) return;
  const { setter, left, right } = flow;
  const set = (text: string, style: TextStyle) => {
    const lines = wrapText(setter, text, { width: (right - left) * 0.75, style });
    return textStrips(setter, lines, { x: left });
  };
  const [first, ...rest] = set(document.note, STYLES.body);
  if (first === undefined) return;
  placeStrips(flow, [gap(24), ...set(labels.note, STYLES.heading), gap(2), first], { together: true });
  placeStrips(flow, rest);
}

function sumStrips({ setter, right }: PageFlow, left: number, { name, sum, style }: SumRow): Strip[] {
  // The amount takes the width it needs, and the name wraps in the rest.
  const sums = wrapText(setter, sum, { width: right - left, style: style.sum });
  const widest = Math.max(...sums.map(({ width }) => width));
  const names = wrapText(setter, name, { width: right - left - widest - 12, style: style.name });
  return pairStrips([
    textStrips(setter, names, { x: left }),
    textStrips(setter, sums, { x: right, align: 'right' }),
  ]);
}

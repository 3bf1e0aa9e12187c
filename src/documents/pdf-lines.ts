import { formatMoneyForPeople } from '../values/money.ts';
import {
  formatAdjustmentForPeople,
  formatDateForPeople,
  formatPriceForPeople,
  formatQuantityForPeople,
  nameOfAdjustment,
} from './format.ts';
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
import type { DocumentLine, StatementDocument } from './statement-document.ts';
import type { TextStyle } from './typesetter.ts';
import { widthInOneLine, wrapText } from './wrap-text.ts';

const GUTTER = 14;
// Keeps descriptions of any length readable.
const LEAST_DESCRIPTION = 120;
const LONGEST_QUANTITY = 130;

interface Columns {
  /** Where each column ends; the description is aligned at its left, all others at their right. */
  rights: [description: number, quantity: number, price: number, amount: number];
  widths: [description: number, quantity: number, price: number, amount: number];
  /** The style of numbers, smaller if they would not fit otherwise. */
  number: TextStyle;
  small: TextStyle;
}

interface Row {
  line: DocumentLine;
  quantity: string;
  price: string;
  amount: string;
  adjustments: { name: string; amount: string }[];
}

/** Draws the lines as a table, whose heading is repeated on each page. */
export function placeLines(flow: PageFlow, document: StatementDocument, labels: Labels): void {
  const [first, ...rest] = document.lines.map((line) => rowOf(line, document, labels));
  if (first === undefined) return;
  const { setter, left, right } = flow;
  const columns = columnsOf(flow, [first, ...rest], labels);
  const texts = [labels.description, labels.quantity, labels.price, labels.amount];
  const heading = [
    ...cellStrips(flow, columns, { texts, styles: [STYLES.heading, STYLES.heading] }),
    gap(5),
    rule(setter, { left, right, color: ACCENT, height: 2 }),
  ];
  const set = (row: Row) => rowStrips(flow, columns, { row, language: document.language });
  const startPage = () => heading;
  const firstStrips = set(first);
  // The heading is never alone at the foot of a page.
  placeStrips(flow, [...heading, ...firstStrips.slice(0, 4)], { together: true });
  placeStrips(flow, firstStrips.slice(4), { startPage });
  for (const row of rest) placeStrips(flow, set(row), { together: true, startPage });
}

function rowOf(line: DocumentLine, document: StatementDocument, labels: Labels): Row {
  const { language, currency } = document;
  return {
    line,
    quantity: formatQuantityForPeople(line, language),
    price: line.price === null ? '' : formatPriceForPeople({ amount: line.price, currency }, language),
    amount: formatMoneyForPeople({ minor: line.totalMinor, currency }, language),
    adjustments: line.adjustments.map((adjustment) => ({
      name: nameOfAdjustment(adjustment, { labels, language }),
      amount: formatAdjustmentForPeople(adjustment, currency, language),
    })),
  };
}

/** Gives the numbers the space they need, and makes them smaller if too little remains for descriptions. */
function columnsOf({ setter, left, right }: PageFlow, rows: readonly Row[], labels: Labels): Columns {
  const wide = (text: string, style: TextStyle) => widthInOneLine(setter, text, style);
  const body = (text: string) => wide(text, STYLES.body);
  const heading = (text: string) => Math.min(wide(text, STYLES.heading), 90);
  let quantity = Math.max(48, heading(labels.quantity));
  let price = Math.max(60, heading(labels.price));
  let amount = Math.max(70, heading(labels.amount));
  for (const row of rows) {
    // A long unit goes below its number.
    const [number = ''] = row.quantity.split(' ');
    quantity = Math.max(quantity, body(number), Math.min(body(row.quantity), LONGEST_QUANTITY));
    price = Math.max(price, body(row.price));
    amount = Math.max(amount, body(row.amount));
    for (const own of row.adjustments) amount = Math.max(amount, wide(own.amount, STYLES.small));
  }
  const room = right - left - LEAST_DESCRIPTION - 3 * GUTTER;
  const shrunk = Math.min(1, room / (quantity + price + amount));
  // A small margin, so that a rounding error does not wrap text that just fits.
  const [quantityWidth, priceWidth, amountWidth] = [quantity, price, amount].map(
    (width) => width * shrunk + 0.01,
  ) as [number, number, number];
  const priceRight = right - amountWidth - GUTTER;
  const quantityRight = priceRight - priceWidth - GUTTER;
  const descriptionRight = quantityRight - quantityWidth - GUTTER;
  return {
    rights: [descriptionRight, quantityRight, priceRight, right],
    widths: [descriptionRight - left, quantityWidth, priceWidth, amountWidth],
    number: { ...STYLES.body, size: STYLES.body.size * shrunk },
    small: { ...STYLES.small, size: STYLES.small.size * shrunk },
  };
}

function cellStrips(
  { setter, left }: PageFlow,
  { rights, widths }: Columns,
  { texts, styles }: { texts: readonly string[]; styles: [description: TextStyle, numbers: TextStyle] },
): Strip[] {
  const columns = texts.map((text, index) => {
    const isFirst = index === 0;
    const lines = wrapText(setter, text, { width: widths[index]!, style: styles[isFirst ? 0 : 1] });
    return textStrips(setter, lines, isFirst ? { x: left } : { x: rights[index]!, align: 'right' });
  });
  return pairStrips(columns);
}

/** A line, its date and its own adjustments. */
function rowStrips(
  flow: PageFlow,
  columns: Columns,
  { row, language }: { row: Row; language: StatementDocument['language'] },
): Strip[] {
  const { setter, left, right } = flow;
  const { line, quantity, price, amount } = row;
  const set = (text: string, width: number) => wrapText(setter, text, { width, style: STYLES.small });
  const texts = [line.description, quantity, price, amount];
  const strips = [gap(6), ...cellStrips(flow, columns, { texts, styles: [STYLES.body, columns.number] })];
  if (line.date !== null) {
    const date = formatDateForPeople(line.date, language, 'medium');
    strips.push(...textStrips(setter, set(date, columns.widths[0]), { x: left }));
  }
  for (const own of row.adjustments) {
    // It has no quantity or price, so a long name may use their columns.
    const name = set(own.name, columns.rights[2] - left);
    const sum = wrapText(setter, own.amount, { width: columns.widths[3], style: columns.small });
    const sums = textStrips(setter, sum, { x: right, align: 'right' });
    strips.push(...pairStrips([textStrips(setter, name, { x: left }), sums]));
  }
  strips.push(gap(6), rule(setter, { left, right, color: HAIRLINE, height: 0.6 }));
  return strips;
}

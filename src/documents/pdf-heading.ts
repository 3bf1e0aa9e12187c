import { formatDateForPeople } from './format.ts';
import { kindLabels } from './kind-labels.ts';
import type { Labels } from './label-set.ts';
import {
  besideStrip,
  gap,
  MUTED,
  type PageFlow,
  pairStrips,
  placeStrips,
  STYLES,
  type Strip,
  textStrips,
} from './pdf-flow.ts';
import type { DocumentStage, StatementDocument } from './statement-document.ts';
import type { TextStyle, Typesetter } from './typesetter.ts';
import { cutText, wrapText } from './wrap-text.ts';

const STAMP_COLORS: Record<Exclude<DocumentStage, 'OPEN'>, string> = {
  DRAFT: MUTED,
  PAID: '#1b7a43',
  OVERDUE: '#b3261e',
  EXPIRED: MUTED,
  ACCEPTED: '#1b7a43',
};

/** Draws the part above the lines: issuer, client, dates and subject. */
export function placeHeading(flow: PageFlow, document: StatementDocument, labels: Labels): void {
  const { setter, left, right } = flow;
  const half = (right - left) / 2 - 12;
  const middle = left + half + 24;
  const text = (content: string | null, style: TextStyle, width: number) =>
    content === null ? [] : wrapText(setter, content, { width, style });

  const { issuer, client } = document;
  const own = kindLabels(document);
  const issued = [
    gap(8),
    ...textStrips(setter, text(issuer.name, STYLES.name, half), { x: left }),
    ...textStrips(setter, text(issuer.email, STYLES.quiet, half), { x: left }),
  ];
  const titled = [
    ...textStrips(setter, text(own.name, STYLES.title, half), { x: right, align: 'right' }),
    ...textStrips(setter, text(document.statementNo, STYLES.strong, half), { x: right, align: 'right' }),
    ...stampStrips(setter, document.stage, { right, width: half, labels }),
  ];
  placeStrips(flow, [besideStrip([issued, titled]), gap(28)]);

  const billed = [
    ...text(own.client, STYLES.heading, half),
    ...text(client.name, STYLES.strong, half),
    ...client.addressLines.flatMap((line) => text(line, STYLES.body, half)),
    ...text(client.email, STYLES.quiet, half),
    ...text(client.phone, STYLES.quiet, half),
  ];
  const facts = factStrips(setter, document, { labels, left: middle, right });
  placeStrips(flow, [...pairStrips([textStrips(setter, billed, { x: left }), facts]), gap(24)]);

  if (document.summary !== null) {
    const summary = text(document.summary, STYLES.body, right - left);
    placeStrips(flow, [...textStrips(setter, summary, { x: left }), gap(18)]);
  }
}

/** Dates and similar facts: names at the left, values at the right. */
function factStrips(
  setter: Typesetter,
  document: StatementDocument,
  { labels, left, right }: { labels: Labels; left: number; right: number },
): Strip[] {
  const { language, poNumber } = document;
  const facts: [string, string][] = [
    [labels.date, formatDateForPeople(document.date, language)],
    [kindLabels(document).until, formatDateForPeople(document.until, language)],
  ];
  if (poNumber !== null) facts.push([labels.purchaseOrder, poNumber]);
  const strips = facts.flatMap(([name, value]) => {
    const named = wrapText(setter, name, { width: (right - left) * 0.5, style: STYLES.quiet });
    const widest = Math.max(...named.map(({ width }) => width));
    const valued = wrapText(setter, value, { width: right - left - widest - 12, style: STYLES.body });
    return pairStrips([
      textStrips(setter, named, { x: left }),
      textStrips(setter, valued, { x: right, align: 'right' }),
    ]);
  });
  // Level with the client's name, under the small heading over it.
  return [gap(STYLES.heading.size), ...strips];
}

function stampStrips(
  setter: Typesetter,
  stage: DocumentStage,
  { right, width, labels }: { right: number; width: number; labels: Labels },
): Strip[] {
  if (stage === 'OPEN') return [];
  const color = STAMP_COLORS[stage];
  const style = { size: 9, weight: 700, color } as const;
  const line = cutText(setter, labels.stamps[stage], { width: width - 20, style });
  const [word] = textStrips(setter, [line], { x: right - 10, align: 'right' }) as [Strip];
  const draw = (top: number) => {
    const box = { x: right - line.width - 20, y: top + 8, width: line.width + 20, height: word.height + 6 };
    setter.pdf.lineWidth(1).strokeColor(color);
    setter.pdf.roundedRect(box.x + 0.5, box.y, box.width - 1, box.height, 3).stroke();
    word.draw(box.y + 3);
  };
  return [{ height: word.height + 14, draw }];
}

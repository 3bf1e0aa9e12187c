import { drawLine, type TextLine, type TextStyle, type Typesetter } from './typesetter.ts';

const INK = '#1c2430';
export const MUTED = '#6a7484';
export const HAIRLINE = '#dfe3e9';
export const ACCENT = '#23508e';

/** The styles of all text, from the largest down. */
export const STYLES = {
  title: { size: 26, weight: 700, color: ACCENT },
  due: { size: 12, weight: 700, color: ACCENT },
  name: { size: 12, weight: 700, color: INK },
  strong: { size: 9.5, weight: 700, color: INK },
  body: { size: 9.5, weight: 400, color: INK },
  quiet: { size: 9.5, weight: 400, color: MUTED },
  small: { size: 8, weight: 400, color: MUTED },
  heading: { size: 8, weight: 700, color: MUTED },
} as const satisfies Record<string, TextStyle>;

// Leaves room for signs above and below letters, as in Hindi.
const LINE_HEIGHT = 1.48;
const BASELINE = 1.12;

/** A part of a page as wide as the page's text, which no page break divides. */
export interface Strip {
  height: number;
  draw(top: number): void;
}

/** The current position on the pages. */
export interface PageFlow {
  setter: Typesetter;
  left: number;
  right: number;
  top: number;
  bottom: number;
  y: number;
}

const MARGIN = 54;
const FOOT = 66;

/** Starts the first page. */
export function openPages(setter: Typesetter): PageFlow {
  const { width, height } = setter.pdf.addPage().page;
  return { setter, left: MARGIN, right: width - MARGIN, top: MARGIN, bottom: height - FOOT, y: MARGIN };
}

/** Stacks strips, and starts a new page for a strip that does not fit. */
export function placeStrips(
  flow: PageFlow,
  strips: readonly Strip[],
  { together = false, startPage }: { together?: boolean; startPage?: () => readonly Strip[] } = {},
): void {
  const head = startPage?.() ?? [];
  const wholePage = flow.bottom - flow.top - heightOf(head);
  const height = heightOf(strips);
  if (together && height <= wholePage && flow.y + height > flow.bottom) turnPage(flow, head);
  for (const strip of strips) {
    if (flow.y + strip.height > flow.bottom && flow.y > flow.top + heightOf(head)) turnPage(flow, head);
    drawStrip(flow, strip);
  }
}

function turnPage(flow: PageFlow, head: readonly Strip[]): void {
  flow.setter.pdf.addPage();
  flow.y = flow.top;
  for (const strip of head) drawStrip(flow, strip);
}

function drawStrip(flow: PageFlow, strip: Strip): void {
  strip.draw(flow.y);
  flow.y += strip.height;
}

export function heightOf(strips: readonly Strip[]): number {
  return strips.reduce((so, { height }) => so + height, 0);
}

/** An empty space. */
export function gap(height: number): Strip {
  return { height, draw() {} };
}

/** A thin horizontal line at the top of its space. */
export function rule(
  setter: Typesetter,
  { left, right, color, height }: { left: number; right: number; color: string; height: number },
): Strip {
  return {
    height,
    draw(top) {
      setter.pdf.lineWidth(0.6).strokeColor(color).moveTo(left, top).lineTo(right, top).stroke();
    },
  };
}

/** A strip for each line: from `x` to the right, or with `align` "right" up to `x`. */
export function textStrips(
  setter: Typesetter,
  lines: readonly TextLine[],
  { x, align = 'left' }: { x: number; align?: 'left' | 'right' },
): Strip[] {
  return lines.map((line) => ({
    height: line.style.size * LINE_HEIGHT,
    draw(top) {
      const start = align === 'left' ? x : x - line.width;
      drawLine(setter, line, { x: start, y: top + line.style.size * BASELINE });
    },
  }));
}

/** Columns side by side, aligned line by line. */
export function pairStrips(columns: readonly (readonly Strip[])[]): Strip[] {
  const count = Math.max(...columns.map((column) => column.length));
  return Array.from({ length: count }, (_, index) => {
    const row = columns.map((column) => column[index]).filter((strip) => strip !== undefined);
    return {
      height: Math.max(...row.map(({ height }) => height)),
      draw: (top: number) => row.forEach((strip) => void strip.draw(top)),
    };
  });
}

/** Columns side by side, which no page break divides. */
export function besideStrip(columns: readonly (readonly Strip[])[]): Strip {
  return {
    height: Math.max(...columns.map(heightOf)),
    draw(top) {
      for (const column of columns) {
        let y = top;
        for (const strip of column) {
          strip.draw(y);
          y += strip.height;
        }
      }
    },
  };
}

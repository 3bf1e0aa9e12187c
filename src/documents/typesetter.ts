import type { Language } from '../values/money.ts';
import type { FontFile, Han, Weight } from './find-font.ts';
import { splitRuns } from './split-runs.ts';
import { type TraceableFont, traceableFont } from './traceable-font.ts';

/** The PDF of one document, with its fonts and caches for typesetting. */
export interface Typesetter {
  pdf: PDFKit.PDFDocument;
  language: Language;
  fonts: Map<string, TraceableFont>;
  words: Map<string, Piece[]>;
}

/** Sizes are in points (1/72 inch), like all lengths on a page. */
export interface TextStyle {
  size: number;
  weight: Weight;
  color: string;
}

/** Text in one font. Its width is in thousandths of the font size. */
export interface Piece {
  file: FontFile;
  text: string;
  width: number;
}

/** A line of text on the page. */
export interface TextLine {
  pieces: Piece[];
  width: number;
  style: TextStyle;
}

export function openTypesetter(pdf: PDFKit.PDFDocument, language: Language): Typesetter {
  return { pdf, language, fonts: new Map(), words: new Map() };
}

/** Returns the pieces of a word or another short text, cached. */
export function piecesOf(setter: Typesetter, text: string, style: { weight: Weight; han: Han }): Piece[] {
  const key = `${style.weight}${style.han}${text}`;
  let pieces = setter.words.get(key);
  if (pieces === undefined) {
    pieces = splitRuns(text, style).map((run) => ({
      ...run,
      width: fontOf(setter, run.file).widthOf(run.text),
    }));
    setter.words.set(key, pieces);
  }
  return pieces;
}

export function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((so, { width }) => so + width, 0);
}

/** Joins the pieces of words into a line, and merges adjacent pieces in the same font. */
export function joinLine(setter: Typesetter, pieces: readonly Piece[], style: TextStyle): TextLine {
  const runs: { file: FontFile; text: string }[] = [];
  for (const { file, text } of pieces) {
    const last = runs.at(-1);
    if (last?.file === file) last.text += text;
    else runs.push({ file, text });
  }
  const last = runs.at(-1);
  // Trailing spaces would shift right-aligned text.
  if (last !== undefined) last.text = last.text.trimEnd();
  const joined = runs
    .filter(({ text }) => text !== '')
    .map((run) => ({ ...run, width: widthOfWords(setter, run) }));
  return { pieces: joined, width: (widthOf(joined) * style.size) / 1000, style };
}

/** Draws a line; `y` is its baseline. */
export function drawLine(setter: Typesetter, line: TextLine, at: { x: number; y: number }): void {
  const { pdf } = setter;
  const { size, color } = line.style;
  let x = at.x;
  pdf.fillColor(color);
  for (const { file, text, width } of line.pieces) {
    pdf.font(file.name, size).text(text, x, at.y, { lineBreak: false, baseline: 'alphabetic' });
    x += (width * size) / 1000;
  }
}

// Word by word, as PDFKit shapes text.
function widthOfWords(setter: Typesetter, { file, text }: { file: FontFile; text: string }): number {
  const font = fontOf(setter, file);
  return (text.match(/[^ ]* ?/g) ?? []).reduce((so, word) => so + (word === '' ? 0 : font.widthOf(word)), 0);
}

function fontOf(setter: Typesetter, file: FontFile): TraceableFont {
  let font = setter.fonts.get(file.name);
  if (font === undefined) {
    font = traceableFont(file.font);
    setter.fonts.set(file.name, font);
    // The types allow only files and bytes, but PDFKit accepts any font with fontkit's interface.
    setter.pdf.registerFont(file.name, font as unknown as Buffer);
  }
  return font;
}

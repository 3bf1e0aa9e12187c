import LineBreaker from 'linebreak';
import { cleanText } from './clean-text.ts';
import { hanOf } from './find-font.ts';
import {
  joinLine,
  type Piece,
  piecesOf,
  type TextLine,
  type TextStyle,
  type Typesetter,
  widthOf,
} from './typesetter.ts';

/** Sets text in lines of at most the given width. Breaks lines where the script allows it, and splits long words. */
export function wrapText(
  setter: Typesetter,
  text: string,
  { width, style }: { width: number; style: TextStyle },
): TextLine[] {
  const clean = cleanText(text).trimEnd();
  const font = { weight: style.weight, han: hanOf(clean, setter.language) };
  const room = (width * 1000) / style.size;
  const lines: TextLine[] = [];
  let pieces: Piece[] = [];
  let used = 0;

  function endLine(): void {
    lines.push(joinLine(setter, pieces, style));
    pieces = [];
    used = 0;
  }

  function add(part: readonly Piece[]): void {
    pieces.push(...part);
    used += widthOf(part);
  }

  for (const { word, endsLine } of wordsOf(clean)) {
    const whole = piecesOf(setter, word, font);
    const needed = widthOf(piecesOf(setter, word.trimEnd(), font));
    if (used > 0 && used + needed > room) endLine();
    if (needed <= room) add(whole);
    else {
      for (const letter of lettersOf(word)) {
        const part = piecesOf(setter, letter, font);
        if (used > 0 && used + widthOf(part) > room && letter !== ' ') endLine();
        add(part);
      }
    }
    if (endsLine) endLine();
  }
  if (pieces.length > 0) endLine();
  return lines;
}

/** Returns the width of text without line breaks. */
export function widthInOneLine(setter: Typesetter, text: string, style: TextStyle): number {
  return joinLine(setter, piecesOfText(setter, text, style).pieces, style).width;
}

/** Sets text in one line, truncated to the width. */
export function cutText(
  setter: Typesetter,
  text: string,
  { width, style }: { width: number; style: TextStyle },
): TextLine {
  const { clean, font, pieces } = piecesOfText(setter, text, style);
  const line = joinLine(setter, pieces, style);
  if (line.width <= width) return line;
  const end = piecesOf(setter, '…', font);
  const room = (width * 1000) / style.size - widthOf(end);
  const kept: Piece[] = [];
  for (const letter of lettersOf(clean)) {
    const part = piecesOf(setter, letter, font);
    if (widthOf(kept) + widthOf(part) > room) break;
    kept.push(...part);
  }
  return joinLine(setter, [...kept, ...end], style);
}

function piecesOfText(setter: Typesetter, text: string, style: TextStyle) {
  const clean = cleanText(text).replaceAll('\n', ' ');
  const font = { weight: style.weight, han: hanOf(clean, setter.language) };
  return { clean, font, pieces: piecesOf(setter, clean, font) };
}

/** Returns the segments between possible line breaks, each with its trailing spaces. */
function* wordsOf(text: string): Generator<{ word: string; endsLine: boolean }> {
  const breaker = new LineBreaker(text);
  let start = 0;
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    const part = text.slice(start, next.position);
    const endsLine = part.endsWith('\n');
    yield { word: endsLine ? part.slice(0, -1) : part, endsLine };
    start = next.position;
  }
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Returns the units that must not be divided. In Sinhala, letters tied by a joiner look like one sign, but are several
 * graphemes in Unicode.
 */
function lettersOf(word: string): string[] {
  const letters: string[] = [];
  for (const { segment } of graphemes.segment(word)) {
    if (letters.at(-1)?.endsWith('\u200d')) letters.push(letters.pop() + segment);
    else letters.push(segment);
  }
  return letters;
}

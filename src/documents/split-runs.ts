import { type FontFile, findFont, type Han, latinFont, type Weight } from './find-font.ts';

/** A run of text in one font file. */
export interface Run {
  file: FontFile;
  text: string;
}

// These belong to the letter before them: accents, vowel signs, joiners, variation selectors.
const MARK = /^[\p{Mark}\p{Emoji_Modifier}\u200b-\u200d]$/u;
const SPACE = /^[\u2000-\u200a\u202f\u205f]$/;
const NO_BREAK_SPACE = 0xa0;

/** Splits a line of text by the font files that have its characters. A character that none has is drawn as a box. */
export function splitRuns(text: string, style: { weight: Weight; han: Han }): Run[] {
  const runs: Run[] = [];
  let last: Run | undefined;
  for (const character of text) {
    const file = fileOf(character, last?.file, style);
    if (file === null) continue;
    if (last?.file === file) last.text += character;
    else {
      last = { file, text: character };
      runs.push(last);
    }
  }
  return runs;
}

/** Returns null for a character without a shape, which can be omitted. */
function fileOf(
  character: string,
  before: FontFile | undefined,
  style: { weight: Weight; han: Han },
): FontFile | null {
  const codePoint = character.codePointAt(0)!;
  const isMark = MARK.test(character);
  // Spaces stay with the text before them: this makes fewer runs, and words of one script are shaped together.
  if ((isMark || character === ' ') && before?.font.hasGlyphForCodePoint(codePoint)) return before;
  // Spaces of other widths are drawn as plain spaces: see `traceable-font.ts`.
  if (SPACE.test(character)) return findFont(NO_BREAK_SPACE, style);
  const file = findFont(codePoint, style);
  if (file !== null) return file;
  return isMark ? null : latinFont(style.weight);
}

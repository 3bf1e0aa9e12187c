import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import type { Language } from '../values/money.ts';
import { unpackWoff } from './unpack-woff.ts';

export type Weight = 400 | 700;

/** One file of a font family, with the characters of a script or a part of one. */
export interface FontFile {
  /** The file's name without its extension. */
  name: string;
  font: Font;
}

type Family = 'noto-sans' | `noto-sans-${'devanagari' | 'sinhala' | 'sc' | 'jp' | 'kr'}`;

const { resolve } = createRequire(import.meta.url);

// Cached for the lifetime of the process: a few megabytes per language, and about two hundred files for all of Chinese,
// Japanese and Korean.
const subsets = new Map<Family, Map<number, string[]>>();
const files = new Map<string, FontFile>();
const found = new Map<string, Map<number, FontFile | null>>();

/** The order in which families are searched for a character that several have: Chinese, Japanese and Korean. */
export type Han = 'sc' | 'jp' | 'kr';

const LANGUAGE_HAN: Partial<Record<Language, Han>> = { ZH: 'sc', JA: 'jp', KO: 'kr' };

/** Chooses how a text's Han characters are drawn: as in the language, or else as the text's other letters suggest. */
export function hanOf(text: string, language: Language): Han {
  const ofLanguage = LANGUAGE_HAN[language];
  if (ofLanguage !== undefined) return ofLanguage;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'jp';
  return /\p{Script=Hangul}/u.test(text) ? 'kr' : 'sc';
}

/** Returns the font file that has a character, or null if none does. Reads only the files that may have it. */
export function findFont(codePoint: number, style: { weight: Weight; han: Han }): FontFile | null {
  const { weight, han } = style;
  const key = `${weight}${han}`;
  let known = found.get(key);
  if (known === undefined) {
    known = new Map();
    found.set(key, known);
  }
  let file = known.get(codePoint);
  if (file === undefined) {
    file = lookUp(codePoint, weight, familiesInOrder(han));
    known.set(codePoint, file);
  }
  return file;
}

/** Returns the file for Latin text, which also has the box for characters that no font has. */
export function latinFont(weight: Weight): FontFile {
  return openFile('noto-sans', 'latin', weight);
}

function familiesInOrder(han: Han): Family[] {
  const others = (['sc', 'jp', 'kr'] as const).filter((other) => other !== han);
  return [
    'noto-sans',
    'noto-sans-devanagari',
    'noto-sans-sinhala',
    `noto-sans-${han}`,
    ...others.map((other) => `noto-sans-${other}` as const),
  ];
}

function lookUp(codePoint: number, weight: Weight, families: Family[]): FontFile | null {
  for (const family of families) {
    for (const subset of subsetsOf(family).get(codePoint) ?? []) {
      const file = openFile(family, subset, weight);
      // The ranges are for browsers, and include characters that the file lacks.
      if (file.font.hasGlyphForCodePoint(codePoint)) return file;
    }
  }
  return null;
}

/** Returns the parts of a family that should have a character. */
function subsetsOf(family: Family): Map<number, string[]> {
  let byCodePoint = subsets.get(family);
  if (byCodePoint === undefined) {
    byCodePoint = new Map();
    const json = JSON.parse(readFileSync(resolve(`@fontsource/${family}/unicode.json`), 'utf8'));
    // The parts that most texts need are last; they are searched first.
    for (const [subset, ranges] of Object.entries(json as Record<string, string>).reverse()) {
      const name = subset.replace(/[[\]]/g, '');
      if (isOthersPart(family, name)) continue;
      for (const codePoint of codePointsOf(ranges)) {
        const names = byCodePoint.get(codePoint);
        if (names === undefined) byCodePoint.set(codePoint, [name]);
        else names.push(name);
      }
    }
    subsets.set(family, byCodePoint);
  }
  return byCodePoint;
}

/** Each family also has its own Latin, in another style, and Devanagari is better in its own family. */
function isOthersPart(family: Family, subset: string): boolean {
  if (family === 'noto-sans') return subset === 'devanagari';
  return ['latin', 'latin-ext', 'vietnamese', 'cyrillic'].includes(subset);
}

/** Parses ranges as CSS writes them: "U+0102-0103,U+1EA0". */
function* codePointsOf(ranges: string): Generator<number> {
  for (const range of ranges.split(',')) {
    const [first, last = first] = range.replace('U+', '').split('-') as [string, string?];
    const end = Number.parseInt(last, 16);
    for (let codePoint = Number.parseInt(first, 16); codePoint <= end; codePoint++) yield codePoint;
  }
}

function openFile(family: Family, subset: string, weight: Weight): FontFile {
  const name = `${family}-${subset}-${weight}-normal`;
  let file = files.get(name);
  if (file === undefined) {
    const folder = dirname(resolve(`@fontsource/${family}/unicode.json`));
    file = { name, font: create(unpackWoff(readFileSync(join(folder, 'files', `${name}.woff`)))) };
    files.set(name, file);
  }
  return file;
}

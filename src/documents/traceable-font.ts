import type { Font, Glyph, GlyphPosition } from 'fontkit';

interface Shape {
  glyphs: Glyph[];
  /** In units of the font. */
  positions: GlyphPosition[];
  width: number;
}

/** A font for one document, in the form that PDFKit takes fonts in. */
export interface TraceableFont {
  /** In thousandths of the size. */
  widthOf(text: string): number;
}

// Beyond all ids of the font's own glyphs.
const FIRST_TRACED = 0x10000;
const ODD_SPACES = /[\u2000-\u200a\u202f\u205f]/g;

/**
 * Makes of a font one whose text can be read back out of the document. PDFKit notes one text for each glyph: the
 * first for which it was used, which is wrong where a glyph stands for several (a space and a no-break space), and
 * out of order where vowel signs stand before their letter. Here a glyph is taken once for each text it stands
 * for, and the texts of a word's glyphs are the word's letters in the order of writing.
 */
export function traceableFont(font: Font): TraceableFont {
  const shapes = new Map<string, Shape>();
  const traced: { id: number; key: string }[] = [];
  const idsByKey = new Map<string, number>();

  function traceOf(glyph: Glyph, text: string): number {
    const key = `${glyph.id} ${text}`;
    let id = idsByKey.get(key);
    if (id === undefined) {
      id = FIRST_TRACED + traced.length;
      traced.push({ id: glyph.id, key });
      idsByKey.set(key, id);
    }
    return id;
  }

  function shapeOf(text: string): Shape {
    let shape = shapes.get(text);
    if (shape === undefined) {
      const { glyphs, positions } = font.layout(text.replace(ODD_SPACES, ' '));
      const texts = textsOfGlyphs(text, glyphs);
      shape = {
        glyphs: glyphs.map((glyph, index) => ({
          id: traceOf(glyph, texts[index]!),
          codePoints: codePointsOf(texts[index]!),
          advanceWidth: glyph.advanceWidth,
        })),
        positions,
        width: positions.reduce((so, { xAdvance }) => so + xAdvance, 0),
      };
      shapes.set(text, shape);
    }
    return shape;
  }

  // All else, such as the heights of letters, is as the font has it.
  return Object.assign(Object.create(font), {
    widthOf: (text: string) => (shapeOf(text).width * 1000) / font.unitsPerEm,
    layout(text: string) {
      const { glyphs, positions } = shapeOf(text);
      // PDFKit scales the positions that it gets, and then asks for their sum.
      const own = positions.map((position) => ({ ...position }));
      return {
        glyphs,
        positions: own,
        get advanceWidth() {
          return own.reduce((so, { xAdvance }) => so + xAdvance, 0);
        },
      };
    },
    createSubset() {
      const subset = font.createSubset();
      const includePlain = subset.includeGlyph.bind(subset);
      const included = new Map<number, number>();
      subset.includeGlyph = (id) => {
        // The parts of a composed glyph come by their own ids.
        if (id < FIRST_TRACED) return includePlain(id);
        let index = included.get(id);
        if (index === undefined) {
          index = subset.glyphs.push(traced[id - FIRST_TRACED]!.id) - 1;
          included.set(id, index);
        }
        return index;
      };
      return subset;
    },
  });
}

// For a glyph that is left without a letter: of no width, and a place where a line may end.
const NOTHING = '\u200b';

/** Deals the letters of a text out to its glyphs, in the order of writing. */
function textsOfGlyphs(text: string, glyphs: Glyph[]): string[] {
  let letters = [...text];
  // A vowel sign that stands on both sides of its letter has two glyphs, and taken apart two code points.
  if (letters.length < glyphs.length) letters = [...text.normalize('NFD')];
  let next = 0;
  return glyphs.map(({ codePoints }, index) => {
    const left = glyphs.length - 1 - index;
    // A glyph of several letters takes them all, but leaves one for each glyph to come.
    const wanted = Math.min(codePoints.length, letters.length - next - left);
    const end = left === 0 ? letters.length : next + Math.max(1, wanted);
    const own = letters.slice(next, end).join('');
    next = Math.min(end, letters.length);
    return own === '' ? NOTHING : own;
  });
}

function codePointsOf(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

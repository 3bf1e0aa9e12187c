import type { Font, Glyph, GlyphPosition } from 'fontkit';

interface Shape {
  glyphs: Glyph[];
  /** In font units. */
  positions: GlyphPosition[];
  width: number;
}

/** A font for one document, with the interface that PDFKit expects. */
export interface TraceableFont {
  /** In thousandths of the font size. */
  widthOf(text: string): number;
}

// Above all ids of the font's own glyphs.
const FIRST_TRACED = 0x10000;
const ODD_SPACES = /[\u2000-\u200a\u202f\u205f]/g;

/**
 * Wraps a font so that text can be extracted from the document. PDFKit records one text per glyph, the first that it
 * was used for. That is wrong if a glyph represents several texts (a space and a no-break space), and in the wrong order
 * if a vowel sign precedes its letter. Here a glyph has a separate id for each text that it represents, and the texts
 * of a word's glyphs are its letters in logical order.
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

  // Everything else, such as the heights of letters, is the font's own.
  return Object.assign(Object.create(font), {
    widthOf: (text: string) => (shapeOf(text).width * 1000) / font.unitsPerEm,
    layout(text: string) {
      const { glyphs, positions } = shapeOf(text);
      // PDFKit scales these positions and then reads their sum.
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
        // The parts of a composite glyph have their own ids.
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

// For a glyph without a letter: zero width, and a possible line break.
const NOTHING = '\u200b';

/** Assigns the letters of a text to its glyphs, in logical order. */
function textsOfGlyphs(text: string, glyphs: Glyph[]): string[] {
  let letters = [...text];
  // A vowel sign on both sides of its letter has two glyphs, and decomposes into two code points.
  if (letters.length < glyphs.length) letters = [...text.normalize('NFD')];
  let next = 0;
  return glyphs.map(({ codePoints }, index) => {
    const left = glyphs.length - 1 - index;
    // A glyph of several letters takes them all, except one for each remaining glyph.
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

// The used parts of two packages without types.

declare module 'fontkit' {
  export interface Glyph {
    id: number;
    codePoints: number[];
    advanceWidth: number;
  }

  /** In font units. */
  export interface GlyphPosition {
    xAdvance: number;
    yAdvance: number;
    xOffset: number;
    yOffset: number;
  }

  export interface Font {
    unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): { glyphs: Glyph[]; positions: GlyphPosition[] };
    createSubset(): Subset;
  }

  export interface Subset {
    glyphs: number[];
    /** The glyph's id within the subset. */
    includeGlyph(id: number): number;
  }

  export function create(bytes: Uint8Array): Font;
}

declare module 'linebreak' {
  /** The allowed and mandatory line breaks: UAX #14. */
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): { position: number; required: boolean } | null;
  }
}

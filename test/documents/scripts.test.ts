import { describe, expect, test } from 'vitest';
import { cleanText } from '../../src/documents/clean-text.ts';
import { findFont, hanOf } from '../../src/documents/find-font.ts';
import { renderPdf } from '../../src/documents/render-pdf.ts';
import { splitRuns } from '../../src/documents/split-runs.ts';
import type { Language } from '../../src/values/money.ts';
import { lettersOf, readPdf } from './read-pdf.ts';
import { sampleInvoice, sampleLine } from './sample-document.ts';

const TEXTS = {
  Latin: 'Ærøskøbing, Łódź, Tiếng Việt, difficult office',
  Greek: 'Ελληνικά κείμενα',
  Cyrillic: 'Перевод текста, Київ',
  Chinese: '软件开发与咨询服务，包括系统设计、编码、测试和部署。数据库迁移以及后续的技术支持。',
  Japanese: 'ソフトウェア開発とコンサルティング業務（要件定義）。',
  Korean: '소프트웨어 개발 및 컨설팅 서비스',
  Hindi: 'हिन्दी में क्षेत्र विश्लेषण, विद्यार्थी, कर्म, श्री',
  Sinhala: 'සිංහල පරිවර්තන සේවාව ශ්‍රී ලංකාව කොළඹ',
};

const { client } = sampleInvoice();

describe.each(['EN_US', 'ZH', 'JA', 'HI', 'SI'] as Language[])('in a document in %s', (language) => {
  test.each(Object.entries(TEXTS))('%s can be read back', async (_, text) => {
    const lines = [sampleLine({ description: text.split(' ')[0]!.slice(0, 15) })];
    const document = sampleInvoice({ language, note: text, lines, client: { ...client, name: text } });
    const read = lettersOf((await readPdf(await renderPdf(document))).text);
    expect(read).toContain(lettersOf(text));
    expect(read).toContain(lettersOf(lines[0]!.description));
  });

  test('so can all scripts in one line', async () => {
    const mixed = Object.values(TEXTS).join(' ');
    const { text } = await readPdf(await renderPdf(sampleInvoice({ language, note: mixed })));
    expect(lettersOf(text)).toContain(lettersOf(mixed));
  });
});

describe('which font', () => {
  const filesOf = (text: string, language: Language) =>
    splitRuns(text, { weight: 400, han: hanOf(text, language) }).map(({ file }) => file.name);

  test.each([
    ['EN_US', '漢字', 'noto-sans-sc'],
    ['JA', '漢字', 'noto-sans-jp'],
    ['KO', '漢字', 'noto-sans-kr'],
    ['DE', '漢字かな', 'noto-sans-jp'],
    ['DE', '漢字 한국', 'noto-sans-kr'],
  ] as const)('in %s, %s is drawn by %s', (language, text, family) => {
    expect(filesOf(text, language).some((name) => name.startsWith(family))).toBe(true);
  });

  test('Latin text is drawn by one file, with its sums', () => {
    expect(filesOf('Invoice: 1,234.50 € “é”', 'ZH')).toEqual(['noto-sans-latin-400-normal']);
  });

  test.each(['श्री क्षेत्र', 'ශ්‍රී ලංකාව'])('%s is one run, for it to be shaped as a whole', (text) => {
    expect(filesOf(text, 'EN_US')).toHaveLength(1);
  });

  test('what no font has has none', () => {
    expect(findFont('🎉'.codePointAt(0)!, { weight: 700, han: 'sc' })).toBeNull();
  });
});

test('text is made fit to be drawn', () => {
  expect(cleanText('a\tb\r\nc\u2028d\u0000\u0007\u00ade\ufe0f\u202e')).toBe('a b\nc\nde');
  expect(cleanText('e\u0301')).toBe('é');
  expect(cleanText('\ud800')).toBe('\ufffd');
  expect(cleanText('ශ්\u200dරී')).toBe('ශ්\u200dරී');
});

describe('no text is too odd', () => {
  test.each([
    ['emoji', 'Party 🎉 👩‍💻 🇩🇪 👍🏽 ❤️'],
    ['Arabic, Hebrew and Thai', 'العربية עברית ภาษาไทย'],
    ['control characters', 'a\u0000b\u0007c\u001bd\u0085e\u009ff'],
    ['lone surrogates', '\ud800 \udfff'],
    ['no characters, and private ones', '\uffff\ufffe \ue000 \u{10ffff}'],
    ['marks without a letter', '\u0301\u0302 \u093f\u0dd9 \u200d\u200c\ufe0f'],
    ['a letter under a heap of marks', `z${'\u0301\u0323\u0488'.repeat(50)}`],
    ['spaces', ' \t \u00a0\u2003\u202f\u3000\u200b'],
    ['line ends', '\n\r\n\u2028\u2029\n'],
    ['nothing', ''],
    ['one long word', 'x'.repeat(10_000)],
    ['one long word of Hindi', 'क्षि'.repeat(500)],
    ['one long word of Sinhala', 'ශ්‍රී'.repeat(500)],
    ['ancient letters', '𐎀𒀀𓀀 𠀀𪜶'],
    ['markup', '<b>&amp;</b> (a) \\( %PDF {page} {pages} $&'],
  ])('not %s', async (_, odd) => {
    const adjustments = [{ kind: 'TAX' as const, name: odd, percent: null, amountMinor: 1n }];
    const document = sampleInvoice({
      statementNo: odd.slice(0, 100),
      issuer: { name: odd.slice(0, 300), email: odd.slice(0, 100) },
      client: { name: odd.slice(0, 300), email: odd.slice(0, 100), phone: odd, addressLines: [odd, odd] },
      poNumber: odd.slice(0, 200),
      summary: odd,
      note: odd,
      lines: [sampleLine({ description: odd, unit: odd.slice(0, 100), adjustments }), sampleLine()],
      adjustments,
    });
    const { text } = await readPdf(await renderPdf(document));
    expect(text).toContain('$240.00');
    expect(text).toContain('Amount due $200.00');
  });

  test('and a character that no font has can still be read back', async () => {
    const { text } = await readPdf(
      await renderPdf(sampleInvoice({ lines: [sampleLine({ description: 'Party 🎉 here' })] })),
    );
    expect(text).toContain('Party 🎉 here');
  });

  test('a long word is split, with no letter lost', async () => {
    const word = Array.from({ length: 200 }, (_, index) => `x${index}`).join('');
    const { text } = await readPdf(await renderPdf(sampleInvoice({ note: word })));
    expect(lettersOf(text)).toContain(word);
  });
});

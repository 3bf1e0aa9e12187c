import { describe, expect, test } from 'vitest';
import { LABELS } from '../../src/documents/labels.ts';
import { LANGUAGE_TAGS } from '../../src/values/money.ts';

const wordsOf = (labels: object): string[] =>
  Object.values(labels).flatMap((word) => (typeof word === 'string' ? word : wordsOf(word)));

test('every language has its words', () => {
  expect(Object.keys(LABELS).sort()).toEqual(Object.keys(LANGUAGE_TAGS).sort());
});

describe.each(Object.entries(LABELS))('%s', (language, labels) => {
  test('has no word left out', () => {
    expect(wordsOf(labels).filter((word) => word.trim() !== word || word === '')).toEqual([]);
    expect(wordsOf(labels)).toHaveLength(wordsOf(LABELS.EN_US).length);
  });

  test('says where page numbers go', () => {
    expect(labels.pageOfPages).toContain('{page}');
    expect(labels.pageOfPages).toContain('{pages}');
  });

  test.runIf(!language.startsWith('EN'))('is not just English', () => {
    const same = wordsOf(labels).filter((word) => wordsOf(LABELS.EN_US).includes(word));
    expect(same.length).toBeLessThan(10);
  });
});

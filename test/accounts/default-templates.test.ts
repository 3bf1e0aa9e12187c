import { describe, expect, test } from 'vitest';
import { checkMessage, checkSubject } from '../../src/accounts/check-template.ts';
import { defaultTemplate } from '../../src/accounts/default-templates.ts';
import { fillMessage, PLACEHOLDERS, placeholdersIn } from '../../src/accounts/placeholders.ts';
import type { DocumentKind } from '../../src/accounts/template-texts.ts';
import { kindLabels } from '../../src/documents/kind-labels.ts';
import { DeliveryKind } from '../../src/generated/prisma/enums.ts';
import { InputCheck } from '../../src/values/input-check.ts';
import { LANGUAGE_TAGS, type Language } from '../../src/values/money.ts';

const LANGUAGES = Object.keys(LANGUAGE_TAGS) as Language[];
const DOCUMENTS: DocumentKind[] = ['Invoice', 'Estimate'];
const KINDS = Object.values(DeliveryKind);
const topicsIn = (language: Language) =>
  KINDS.flatMap((kind) => DOCUMENTS.map((documentKind) => ({ language, kind, documentKind })));

test('there are 18 languages, and messages of three kinds about two documents in each', () => {
  expect(LANGUAGES).toHaveLength(18);
  expect(LANGUAGES.flatMap(topicsIn)).toHaveLength(18 * 3 * 2);
});

describe.each(LANGUAGES)('each message that is there from the start in %s', (language) => {
  const templates = topicsIn(language).map((topic) => ({ ...topic, ...defaultTemplate(topic) }));

  test('would be taken as a template of one’s own', () => {
    for (const { kind, subject, message, ...rest } of templates) {
      const check = new InputCheck();
      expect(checkSubject(check, [], { kind, subject })).toBe(subject);
      expect(checkMessage(check, [], { kind, message })).toBe(message);
      expect(check.issues).toEqual([]);
      expect(rest.language).toBe(language);
    }
  });

  test('names who writes, to whom, about what, how much and when', () => {
    for (const { kind, documentKind, subject, message } of templates) {
      const statementSum = kind === 'REMINDER' && documentKind === 'Invoice' ? 'totalDue' : 'billedTotal';
      const numbers = kind === 'RECEIPT' ? ['paymentAmount', 'paymentDate'] : [statementSum, 'dueDate'];
      const named = placeholdersIn(message);
      expect(named).toEqual(expect.arrayContaining(['accountName', 'clientName', 'statementNo', ...numbers]));
      const number = kind === 'RECEIPT' ? 'receiptNo' : 'statementNo';
      expect(placeholdersIn(subject).sort()).toEqual(['accountName', number]);
    }
  });

  test('has the link on a line of its own, once', () => {
    for (const { message } of templates) {
      expect(message.split('\n').filter((line) => line === '{{publicUrl}}')).toHaveLength(1);
      expect(message.split('{{publicUrl}}')).toHaveLength(2);
    }
  });

  test('is plain, tidy text, with nothing left to fill', () => {
    for (const { kind, subject, message } of templates) {
      for (const line of message.split('\n')) expect(line).toBe(line.trim());
      expect(message).not.toMatch(/\n{3}|<|[^\S\n]{2}/);
      const values = Object.fromEntries(PLACEHOLDERS[kind].map((name) => [name, 'x'])) as never;
      const filled = fillMessage({ subject, message }, values);
      expect(`${filled.subject}${filled.message}`).not.toMatch(/[{}]/);
    }
  });

  test('calls the document as {{statementType}} does', () => {
    for (const { kind, documentKind, subject } of templates) {
      if (kind === 'RECEIPT') continue;
      const name = kindLabels({ kind: documentKind, language }).name.toLowerCase();
      expect(subject.toLowerCase()).toContain(name);
    }
  });
});

// A text that was copied from another language and forgotten. English is written twice on purpose.
test('each language has texts of its own', () => {
  const languages = LANGUAGES.filter((language) => language !== 'EN_UK');
  for (const kind of KINDS) {
    for (const documentKind of DOCUMENTS) {
      const texts = languages.map((language) => defaultTemplate({ kind, documentKind, language }).message);
      expect(new Set(texts).size).toBe(17);
    }
  }
});

test('an invoice and an estimate are said differently, a receipt is always of an invoice', () => {
  for (const language of LANGUAGES) {
    const message = (kind: DeliveryKind, documentKind: DocumentKind) =>
      defaultTemplate({ kind, documentKind, language }).message;
    expect(message('STATEMENT', 'Invoice')).not.toBe(message('STATEMENT', 'Estimate'));
    expect(message('REMINDER', 'Invoice')).not.toBe(message('REMINDER', 'Estimate'));
    expect(message('RECEIPT', 'Invoice')).toBe(message('RECEIPT', 'Estimate'));
    const name = (kind: DocumentKind) => kindLabels({ kind, language }).name;
    expect(name('Invoice')).not.toBe(name('Estimate'));
  }
});

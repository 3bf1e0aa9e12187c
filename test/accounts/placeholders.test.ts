import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMessage, checkSubject } from '../../src/accounts/check-template.ts';
import {
  fillMessage,
  fillTemplate,
  PLACEHOLDERS,
  type ReceiptValues,
} from '../../src/accounts/placeholders.ts';
import { DeliveryKind } from '../../src/generated/prisma/enums.ts';
import { InputCheck } from '../../src/values/input-check.ts';

const NAMES = PLACEHOLDERS.RECEIPT;

/** Each stands for its own name in brackets, unless something else is said. */
function valuesWith(some: Partial<Record<string, string>> = {}): ReceiptValues {
  return { ...Object.fromEntries(NAMES.map((name) => [name, `[${name}]`])), ...some } as ReceiptValues;
}

describe('a template is filled', () => {
  const values = valuesWith({ statementNo: 'IN-1', clientName: 'A {{statementNo}} $& $1 Ltd', summary: '' });

  test.each([
    ['as it stands, where it has no placeholders', 'Hello', 'Hello'],
    ['with values', '{{statementNo}}/{{totalDue}}', 'IN-1/[totalDue]'],
    ['each time that a placeholder comes', '{{statementNo}}{{statementNo}}', 'IN-1IN-1'],
    ['where blanks are within the braces', '{{ statementNo\t}}', 'IN-1'],
    ['with a value that has nothing to say', '<{{summary}}>', '<>'],
    ['with a value that looks like a placeholder', '{{clientName}}', 'A {{statementNo}} $& $1 Ltd'],
    ['within more braces', '{{{statementNo}}}', '{IN-1}'],
    ['and leaves what stands for nothing', '{{nothing}} {{}} {{toString}}', '{{nothing}} {{}} {{toString}}'],
    ['and leaves what was not closed', '{{statementNo} {statementNo}}', '{{statementNo} {statementNo}}'],
    ['and reads names as they are written', '{{STATEMENTNO}}', '{{STATEMENTNO}}'],
  ])('%s', (_, text, filled) => {
    expect(fillTemplate(text, values)).toBe(filled);
  });

  const blanks = fc.stringMatching(/^[ \t]{0,2}$/);
  const part = fc.oneof(
    fc.record({ text: fc.string().filter((text) => !/[{}]/.test(text)) }),
    fc.record({ name: fc.constantFrom(...NAMES), before: blanks, after: blanks }),
  );
  // Values that would become placeholders, were they read again, alone or with what is beside them.
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom(...NAMES.map((name) => `{{${name}}}`), '{{', '}}', '{', '}', 'statementNo}}', '$&'),
  );
  const anyValues = fc.record(Object.fromEntries(NAMES.map((name) => [name, value])));

  test('whatever the values, every placeholder is gone, and no value is read again', () => {
    fc.assert(
      fc.property(fc.array(part), anyValues, (parts, values) => {
        const text = parts.map((part) =>
          'text' in part ? part.text : `{{${part.before}${part.name}${part.after}}}`,
        );
        const filled = parts.map((part) => ('text' in part ? part.text : values[part.name]));
        expect(fillTemplate(text.join(''), values as never)).toBe(filled.join(''));
      }),
    );
  });
});

describe('a message is filled', () => {
  const fill = (subject: string, some = {}) =>
    fillMessage({ subject, message: '' }, valuesWith(some)).subject;

  test('with a subject that stays one line', () => {
    const summary = ' First\r\nsecond\u2028third\tfourth\n';
    expect(fill('{{statementNo}}: {{summary}}', { summary })).toBe(
      '[statementNo]:  First second third fourth',
    );
    expect(fillMessage({ subject: '', message: '{{summary}}' }, valuesWith({ summary })).message).toBe(
      summary,
    );
  });

  test('and a subject that grew long is cut at a whole character', () => {
    expect(fill('{{summary}}', { summary: 'a'.repeat(500) })).toBe('a'.repeat(500));
    expect(fill('{{summary}}', { summary: 'a'.repeat(501) })).toBe(`${'a'.repeat(499)}…`);
    const family = '👩‍👩‍👧‍👦';
    const subject = fill('{{summary}}', { summary: family.repeat(100) });
    expect(subject).toBe(`${family.repeat(Math.floor(499 / family.length))}…`);
    const accented = fill('{{summary}}', { summary: `${'a'.repeat(498)}e\u0301e\u0301` });
    expect(accented).toBe(`${'a'.repeat(498)}…`);
  });

  test('and so is a message that values made endless', () => {
    const values = valuesWith({ summary: 'a'.repeat(10_000) });
    const { message } = fillMessage({ subject: '', message: '{{summary}}'.repeat(900) }, values);
    expect(message).toBe(`${'a'.repeat(99_999)}…`);
  });
});

describe('what a text has in double braces is checked', () => {
  const codes = (kind: DeliveryKind, text: string) => {
    const check = new InputCheck();
    checkSubject(check, ['subject'], { kind, subject: text });
    checkMessage(check, ['message'], { kind, message: text });
    return check.issues.map(({ path, code }) => `${path}: ${code}`);
  };
  const refused = ['subject: UNKNOWN_PLACEHOLDER', 'message: UNKNOWN_PLACEHOLDER'];

  test.each(Object.values(DeliveryKind))('a %s knows its own', (kind) => {
    expect(codes(kind, PLACEHOLDERS[kind].map((name) => `{{ ${name} }}`).join())).toEqual([]);
    for (const name of NAMES) {
      expect(codes(kind, `{{${name}}}`), name).toEqual(PLACEHOLDERS[kind].includes(name) ? [] : refused);
    }
  });

  test.each([
    '{{receiptNo}}',
    '{{nothing}}',
    '{{}}',
    '{{ }}',
    '{{StatementNo}}',
    '{{constructor}}',
    '{{a b}}',
  ])('%s is nothing that a statement knows', (text) => expect(codes('STATEMENT', text)).toEqual(refused));

  test.each(['{statementNo}', '{{statementNo}', '{{', '}}', '{{{{'])(
    '%s is a text like any other',
    (text) => {
      expect(codes('STATEMENT', text)).toEqual([]);
    },
  );

  test('a text is refused once, however much it has that is not known', () => {
    const text = Array.from({ length: 500 }, (_, index) => `{{unknown${index}}}`).join('');
    const check = new InputCheck();
    checkMessage(check, ['message'], { kind: 'REMINDER', message: `{{${'x'.repeat(1_000)}}}${text}` });
    expect(check.issues).toHaveLength(1);
    expect(check.issues[0]!.message).toContain(`{{${'x'.repeat(40)}}}, {{unknown0}}, {{unknown1}}, …;`);
    expect(check.issues[0]!.message.length).toBeLessThan(400);
  });

  test('a text of nothing but braces and blanks is read as fast as any', () => {
    for (const text of ['{{'.repeat(5_000), `{{${' '.repeat(9_000)}`, `${'{{ '.repeat(3_000)}}}`]) {
      const start = performance.now();
      codes('STATEMENT', text);
      fillTemplate(text, valuesWith());
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});

/** What somebody would write to have a header say more than it should, and what merely is hard to write. */
export const HOSTILE_TEXTS = [
  'a\r\nBcc: evil@x.test',
  'a\nBcc: evil@x.test',
  'a\rBcc: evil@x.test',
  'a\r\n\r\n<script>alert(1)</script>',
  'a\0b\u007fc',
  'a\u2028Bcc: evil@x.test\u2029b\u0085c',
  'a\u000bb\u000cc',
  'Doe, John <evil@x.test>',
  'Doe; John, evil@x.test',
  '"quoted" <evil@x.test>, "b',
  'back\\slash\\',
  'a> <evil@x.test',
  'group: evil@x.test;',
  '(comment) evil@x.test (',
  '=?utf-8?Q?=0D=0ABcc:_evil@x.test?=',
  '=?utf-8?B?DQpCY2M6IGV2aWxAeC50ZXN0?=',
  'see =?utf-8?Q?=41?= here =?utf-8?Q?a b?=',
  '=?=?utf-8?Q??=?=',
  '=\0?utf-8?Q?=41?=',
  'Grüße =?utf-8?Q?=41?=',
  'a%0d%0aBcc: evil@x.test',
  `x\r\nBcc: ${'y'.repeat(240)}`,
  'x'.repeat(255),
  `${'long words '.repeat(20)}end`,
  'ü'.repeat(255),
  '山田　太郎',
  '🧾'.repeat(120),
  `${'x'.repeat(254)}🧾`,
  'one \ud800 half',
  '  blanks   within  ',
  '\t\r\n',
  '',
  '.',
];

/** What stays of such a text in a header: one line of it. */
export function inOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp} ]+/gu, ' ')
    .trim();
}

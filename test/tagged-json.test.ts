import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Prisma } from '../src/generated/prisma/client.ts';
import { fromTaggedJson, toTaggedJson } from '../src/values/tagged-json.ts';

const decimals = fc
  .tuple(fc.bigInt(), fc.integer({ min: 0, max: 12 }))
  .map(([digits, scale]) => new Prisma.Decimal(`${digits}e-${scale}`));
const leaves = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.constantFrom(null, undefined),
  fc.bigInt(),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array(),
  decimals,
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaves,
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')).map((object) => ({ ...object })),
  ),
}));

test('whatever a row may hold comes back the same', () => {
  fc.assert(
    fc.property(value, (original) => {
      const back = fromTaggedJson(toTaggedJson(original));
      expect(back).toStrictEqual(original);
      expect(toTaggedJson(back)).toBe(toTaggedJson(original));
    }),
    { numRuns: 500 },
  );
});

test('a text of a caller is no tag', () => {
  const original = { notes: '["n","1"]', list: ['n', '1'], tags: ['u'], d: ['d', '2026-01-01'] };
  expect(fromTaggedJson(toTaggedJson(original))).toStrictEqual(original);
});

test('what would come back as something else is not taken', () => {
  class Row {}
  for (const strange of [new Row(), () => 1, Symbol('x'), Number.NaN, new Map(), { in: [new Row()] }]) {
    expect(() => toTaggedJson(strange)).toThrow('cannot be stored');
  }
});

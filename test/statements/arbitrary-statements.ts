import fc from 'fast-check';
import type {
  AdjustmentDraft,
  LineDraft,
  LinePricing,
  StatementDraft,
  TaxDraft,
} from '../../src/statements/totals.ts';

const price = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 2_000 }).map((n) => BigInt(n) * 5_000n) },
  { weight: 2, arbitrary: fc.constantFrom(1_000_000n, 10_000_000n) },
  { weight: 1, arbitrary: fc.integer({ min: -1_000, max: -1 }).map((n) => BigInt(n) * 5_000n) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 14n }) },
);
const measure = fc.oneof(fc.constant(1_000_000n), fc.bigInt({ min: 0n, max: 90_000_000n }));
const pricing: fc.Arbitrary<LinePricing> = fc.oneof(
  fc.record({ kind: fc.constant('ITEM' as const), price, quantity: measure }),
  fc.record({ kind: fc.constant('EXPENSE' as const), amount: price }),
  fc.record({ kind: fc.constant('TASK' as const), rate: price, duration: measure }),
  fc.record({ kind: fc.constant('TRIP' as const), rate: price, distance: measure }),
);
const shippingAmount = adjustment({ percents: [1, 2.5], largestFixed: 500 });
const taxes: fc.Arbitrary<TaxDraft[]> = fc.array(
  fc
    .record({
      of: adjustment({ percents: [0, 7, 9.975, 20, 100, 250], largestFixed: 20 }),
      name: fc.constantFrom('VAT', 'GST'),
      compound: fc.boolean(),
    })
    .map(({ of, name, compound }) => ({ name, rate: of.rate, compound })),
  { maxLength: 3 },
);
const lineDiscounts = fc.array(adjustment({ percents: [0, 5, 50, 100], largestFixed: 3 }), { maxLength: 2 });
const line: fc.Arbitrary<LineDraft> = fc
  .record({
    pricing,
    taxes,
    discounts: fc.oneof({ weight: 3, arbitrary: fc.constant<AdjustmentDraft[]>([]) }, lineDiscounts),
    shippingAmounts: fc.array(shippingAmount, { maxLength: 1 }),
  })
  .map((each) => (isCredit(each.pricing) ? { ...each, discounts: [] } : each));

/** Statements of few names and rates and small prices, so that groups, ties and half units are frequent. */
export function statements(limits = { sameTaxes: false }): fc.Arbitrary<StatementDraft> {
  return fc
    .record({
      currency: fc.constantFrom('USD', 'JPY', 'KWD'),
      lines: fc.array(line, { maxLength: 6 }),
      taxes,
      discounts: fc.array(adjustment({ percents: [10, 12.5, 33.333333], largestFixed: 9 }), { maxLength: 2 }),
      shippingAmounts: fc.array(shippingAmount, { maxLength: 2 }),
    })
    .map((draft) =>
      limits.sameTaxes
        ? { ...draft, lines: draft.lines.map((each) => ({ ...each, taxes: draft.lines[0]!.taxes })) }
        : draft,
    );
}

function adjustment(of: { percents: number[]; largestFixed: number }): fc.Arbitrary<AdjustmentDraft> {
  const rate = fc.oneof(
    fc.constantFrom(...of.percents).map((percent) => ({ percent: BigInt(Math.round(percent * 1_000_000)) })),
    fc.nat({ max: of.largestFixed }).map((fixed) => ({ fixedMinor: BigInt(fixed) })),
  );
  return fc.record({ name: fc.constantFrom('A', 'B'), rate });
}

function isCredit(of: LinePricing): boolean {
  return (of.kind === 'EXPENSE' ? of.amount : of.kind === 'ITEM' ? of.price : of.rate) < 0n;
}

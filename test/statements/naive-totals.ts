// The rules of calculation version 1 once more, written a second time from the text, in fractions and without
// any care for speed: what the real computation is compared with. It shares no code with it on purpose.

import type { LineDraft, Rate, StatementDraft, TaxDraft } from '../../src/statements/totals.ts';

/** A fraction; the denominator is positive. */
interface Fraction {
  over: bigint;
  under: bigint;
}

export interface NaiveTotals {
  lineTotals: bigint[];
  lineDiscounts: bigint[][];
  lineTaxes: bigint[][];
  discounts: bigint[];
  taxes: bigint[];
  subTotal: bigint;
  discountTotal: bigint;
  taxTotal: bigint;
  shippingTotal: bigint;
  billedTotal: bigint;
}

const DECIMALS = new Map([
  ['USD', 2],
  ['JPY', 0],
  ['KWD', 3],
]);

export function naiveTotals(
  draft: StatementDraft,
): NaiveTotals | 'DISCOUNT_EXCEEDS_TOTAL' | 'NEGATIVE_TOTAL' {
  // 1. Line totals.
  const L = draft.lines.map((line) => round(inMinor(priceOf(line), draft.currency)));

  // 2. Line discounts.
  const lineDiscounts = draft.lines.map((line, i) => line.discounts.map((d) => rated(d.rate, L[i]!)));
  for (let i = 0; i < L.length; i++) {
    if (lineDiscounts[i]!.length > 0 && L[i]! < 0n) return 'DISCOUNT_EXCEEDS_TOTAL';
    if (total(lineDiscounts[i]!) > L[i]! && L[i]! >= 0n) return 'DISCOUNT_EXCEEDS_TOTAL';
  }
  const N = L.map((l, i) => l - total(lineDiscounts[i]!));
  const B = total(N);

  // 3. Statement discounts.
  const discounts = draft.discounts.map((d) => rated(d.rate, B));
  if (discounts.length > 0 && (B < 0n || total(discounts) > B)) return 'DISCOUNT_EXCEEDS_TOTAL';
  const discountShares = shareOut(total(discounts), N);
  const M = N.map((n, i) => n - discountShares[i]!);

  // 4. Shipping.
  const lineShipping = draft.lines.flatMap((line, i) =>
    line.shippingAmounts.map((s) => rated(s.rate, L[i]!)),
  );
  const shipping = draft.shippingAmounts.map((s) => rated(s.rate, total(L)));

  // 5. Ordinary taxes.
  const ordinary = taxesOn(draft, { compound: false, lineBases: M, statementBase: total(M) });

  // 6. Compound taxes.
  const shares = draft.taxes.map((_, t) => shareOut(ordinary.statement[t]!, M));
  const C = M.map((m, i) => m + total(ordinary.lines[i]!) + total(shares.map((each) => each[i]!)));
  const ordinaryTotal = total(ordinary.statement) + total(ordinary.lines.flat());
  const compound = taxesOn(draft, {
    compound: true,
    lineBases: C,
    statementBase: total(M) + ordinaryTotal,
  });

  // 7. Totals.
  const taxes = ordinary.statement.map((amount, t) => amount + compound.statement[t]!);
  const lineTaxes = ordinary.lines.map((row, i) => row.map((amount, t) => amount + compound.lines[i]![t]!));
  const subTotal = total(L);
  const discountTotal = total(lineDiscounts.flat()) + total(discounts);
  const taxTotal = total(taxes) + total(lineTaxes.flat());
  const shippingTotal = total(lineShipping) + total(shipping);
  const billedTotal = subTotal - discountTotal + taxTotal + shippingTotal;
  if (billedTotal < 0n) return 'NEGATIVE_TOTAL';
  return {
    lineTotals: L,
    lineDiscounts,
    lineTaxes,
    discounts,
    taxes,
    subTotal,
    discountTotal,
    taxTotal,
    shippingTotal,
    billedTotal,
  };
}

/** All taxes of one kind; those of the other kind are zero. */
function taxesOn(
  draft: StatementDraft,
  on: { compound: boolean; lineBases: bigint[]; statementBase: bigint },
): { statement: bigint[]; lines: bigint[][] } {
  const isCharged = (tax: TaxDraft) => tax.compound === on.compound;
  const statement = draft.taxes.map((tax) => (isCharged(tax) ? rated(tax.rate, on.statementBase) : 0n));
  const lines = draft.lines.map((line, i) =>
    line.taxes.map((tax, t) => {
      if (!isCharged(tax)) return 0n;
      if ('fixedMinor' in tax.rate) return tax.rate.fixedMinor;
      // For every single row the whole group is gathered and shared out again.
      const group = draft.lines.flatMap((other, j) =>
        other.taxes.flatMap((its, u) => (isCharged(its) && isSameTax(its, tax) ? [{ line: j, row: u }] : [])),
      );
      const bases = group.map((member) => on.lineBases[member.line]!);
      const shares = shareOut(rated(tax.rate, total(bases)), bases);
      return shares[group.findIndex((member) => member.line === i && member.row === t)]!;
    }),
  );
  return { statement, lines };
}

function isSameTax(a: TaxDraft, b: TaxDraft): boolean {
  return a.name === b.name && 'percent' in a.rate && 'percent' in b.rate && a.rate.percent === b.rate.percent;
}

/** Hands the units that are left out one by one, each time to whoever is furthest below their proportion. */
function shareOut(sum: bigint, weights: bigint[]): bigint[] {
  const whole = total(weights);
  if (sum === 0n || whole === 0n) return weights.map(() => 0n);
  const exact = weights.map((weight) => fraction(sum * weight, whole));
  const shares = exact.map(floor);
  const waiting = new Set(weights.keys());
  while (total(shares) < sum) {
    let next: number | undefined;
    for (const i of waiting) {
      if (next === undefined || less(missing(next), missing(i))) next = i;
    }
    shares[next!]! += 1n;
    waiting.delete(next!);
  }
  return shares;

  function missing(i: number): Fraction {
    const { over, under } = exact[i]!;
    return { over: over - floor(exact[i]!) * under, under };
  }
}

function priceOf({ pricing }: LineDraft): Fraction {
  const millionths = (value: bigint) => fraction(value, 1_000_000n);
  switch (pricing.kind) {
    case 'ITEM':
      return times(millionths(pricing.price), millionths(pricing.quantity));
    case 'EXPENSE':
      return millionths(pricing.amount);
    case 'TASK':
      return times(millionths(pricing.rate), times(millionths(pricing.duration), fraction(1n, 60n)));
    case 'TRIP':
      return times(millionths(pricing.rate), millionths(pricing.distance));
  }
}

function inMinor(amount: Fraction, currency: string): Fraction {
  return times(amount, fraction(10n ** BigInt(DECIMALS.get(currency)!), 1n));
}

function rated(rate: Rate, base: bigint): bigint {
  if ('fixedMinor' in rate) return rate.fixedMinor;
  return round(times(fraction(base, 1n), fraction(rate.percent, 100_000_000n)));
}

function fraction(over: bigint, under: bigint): Fraction {
  return under < 0n ? { over: -over, under: -under } : { over, under };
}

function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

function less(a: Fraction, b: Fraction): boolean {
  return a.over * b.under < b.over * a.under;
}

function floor({ over, under }: Fraction): bigint {
  const towardsZero = over / under;
  return over < 0n && towardsZero * under !== over ? towardsZero - 1n : towardsZero;
}

function round({ over, under }: Fraction): bigint {
  const magnitude = over < 0n ? -over : over;
  const rounded = floor({ over: magnitude * 2n + under, under: under * 2n });
  return over < 0n ? -rounded : rounded;
}

function total(amounts: bigint[]): bigint {
  let so = 0n;
  for (const amount of amounts) so += amount;
  return so;
}

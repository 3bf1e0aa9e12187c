import { describe, expect, test } from 'vitest';
import { allocate } from '../../src/statements/allocate.ts';
import {
  type AdjustmentDraft,
  CALCULATION_VERSION,
  computeTotals,
  type LineDraft,
  type StatementDraft,
  type TaxDraft,
} from '../../src/statements/totals.ts';
import { MILLION } from '../../src/values/decimal.ts';
import { formatMinor } from '../../src/values/money.ts';
import { readStatement, Unreadable } from './read-statement.ts';
import { type ExpectedTotals, type StatementInput, WORKED_EXAMPLES } from './worked-examples.ts';

describe('a statement comes to what was worked out by hand', () => {
  test.each(WORKED_EXAMPLES)('$name', ({ statement, totals }) => {
    expect(totalsOf(statement)).toEqual(totals);
  });

  test('by version 1 of the calculation', () => {
    expect(CALCULATION_VERSION).toBe(1);
  });
});

describe('what each row comes to', () => {
  test('a group’s tax is shared over its rows, the odd cents to the earlier of equal lines', () => {
    const line = itemLine(33n, { taxes: [percentTax('VAT', 7n)] });
    const totals = computed({ lines: [line, line, line] });
    expect(totals.lines.map((each) => each.taxes)).toEqual([[3n], [2n], [2n]]);
  });

  test('a group’s compound tax is shared in proportion to the compound bases, not to the lines', () => {
    // Bases 1.00 + 1.00 of fixed tax and 1.00: 50 % of 3.00 is 1.50, shared 2 : 1.
    const levy = percentTax('Levy', 50n, { compound: true });
    const totals = computed({
      lines: [itemLine(100n, { taxes: [levy, fixedTax('Eco', 100n)] }), itemLine(100n, { taxes: [levy] })],
    });
    expect(totals.lines.map((each) => each.taxes)).toEqual([[100n, 100n], [50n]]);
  });

  test('amounts keep the order of the draft’s rows, whatever the order they are charged in', () => {
    const totals = computed({
      lines: [itemLine(10_000n)],
      taxes: [percentTax('Levy', 10n, { compound: true }), percentTax('VAT', 20n), fixedTax('Stamp', 5n)],
      discounts: [fixedSum(100n), percentage(10n)],
      shippingAmounts: [percentage(1n), fixedSum(7n)],
    });
    expect(totals.discounts).toEqual([100n, 1000n]);
    expect(totals.shippingAmounts).toEqual([100n, 7n]);
    expect(totals.taxes).toEqual([1069n, 1780n, 5n]);
  });
});

describe('the tax lines', () => {
  test('are one per statement tax, group and fixed line tax, ordinary before compound, and add up', () => {
    const vat = percentTax('VAT', 10n);
    const levy = percentTax('Levy', 1n, { compound: true });
    const totals = computed({
      lines: [
        itemLine(10_000n, { taxes: [levy, vat] }),
        itemLine(5_000n, { taxes: [fixedTax('Eco', 25n), vat, levy] }),
        itemLine(1_000n, { taxes: [fixedTax('Eco', 25n)] }),
      ],
      taxes: [percentTax('City', 2n, { compound: true }), percentTax('GST', 5n)],
    });
    expect(totals.taxLines).toEqual([
      { name: 'GST', percent: 5n * MILLION, baseMinor: 16_000n, amountMinor: 800n },
      { name: 'VAT', percent: 10n * MILLION, baseMinor: 15_000n, amountMinor: 1_500n },
      { name: 'Eco', percent: null, baseMinor: 5_000n, amountMinor: 25n },
      { name: 'Eco', percent: null, baseMinor: 1_000n, amountMinor: 25n },
      { name: 'City', percent: 2n * MILLION, baseMinor: 18_350n, amountMinor: 367n },
      // 10000 + 1000 + 500 of GST, and 5000 + 25 + 500 + 250.
      { name: 'Levy', percent: 1n * MILLION, baseMinor: 17_275n, amountMinor: 173n },
    ]);
    expect(totals.taxLines.reduce((so, line) => so + line.amountMinor, 0n)).toBe(totals.taxTotalMinor);
  });
});

describe('a refusal', () => {
  test('names every line whose discounts are too much, at once', () => {
    const result = computeTotals(
      draftOf({
        lines: [
          itemLine(100n, { discounts: [fixedSum(101n)] }),
          itemLine(100n),
          itemLine(-100n, { discounts: [percentage(1n)] }),
        ],
      }),
    );
    expect(issuesOf(result)).toEqual([
      ['DISCOUNT_EXCEEDS_TOTAL', 'lineItems.0.discounts'],
      ['DISCOUNT_EXCEEDS_TOTAL', 'lineItems.2.discounts'],
    ]);
  });

  test('names the statement’s discounts', () => {
    const result = computeTotals(draftOf({ lines: [itemLine(100n)], discounts: [fixedSum(101n)] }));
    expect(issuesOf(result)).toEqual([['DISCOUNT_EXCEEDS_TOTAL', 'discounts']]);
    expect(result).toMatchObject({
      issues: [{ message: 'The discounts of 1.01 USD exceed the total of 1.00 USD.' }],
    });
  });

  test('of a negative total points at the lines', () => {
    const result = computeTotals(draftOf({ lines: [itemLine(-1n)] }));
    expect(issuesOf(result)).toEqual([['NEGATIVE_TOTAL', 'lineItems']]);
  });

  test('of amounts that a column cannot hold names where each stands', () => {
    const huge = percentTax('VAT', 10n ** 14n - 1n);
    const result = computeTotals(
      draftOf({
        lines: [itemLine(10n ** 10n, { taxes: [huge] })],
        taxes: [huge],
        shippingAmounts: [{ name: 'Shipping', rate: huge.rate }],
      }),
    );
    expect(issuesOf(result)).toEqual([
      ['AMOUNT_TOO_LARGE', 'taxes'],
      ['AMOUNT_TOO_LARGE', 'shippingAmounts'],
      ['AMOUNT_TOO_LARGE', 'lineItems.0.taxes'],
    ]);
  });

  test('of a line that a column cannot hold names the line; the largest that it can is taken', () => {
    const largest = 9_000_000_000_000_000_000n;
    expect(computed({ lines: [itemLine(largest)] }).billedTotalMinor).toBe(largest);
    const result = computeTotals(draftOf({ lines: [itemLine(1n), itemLine(largest + 1n)] }));
    expect(issuesOf(result)).toEqual([['AMOUNT_TOO_LARGE', 'lineItems.1']]);
  });
});

describe('a sum is shared out', () => {
  test.each([
    ['in exact proportion where it can be', 100n, [1n, 3n], [25n, 75n]],
    ['the odd unit to the earlier of equals', 100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    ['two odd units to the first two of equals', 101n, [1n, 1n, 1n], [34n, 34n, 33n]],
    ['the odd unit to the largest fraction', 10n, [1n, 2n, 4n], [1n, 3n, 6n]],
    ['a negative sum, each share taken down first', -100n, [1n, 1n, 1n], [-33n, -33n, -34n]],
    ['over a negative weight', 1n, [100n, -50n], [2n, -1n]],
    ['over a negative weight with odd units', 1n, [3n, -1n], [2n, -1n]],
    ['over weights that are negative together', 7n, [-1n, -1n], [4n, 3n]],
    ['nothing to a weight of zero', 5n, [0n, 2n, 0n], [0n, 5n, 0n]],
    ['nothing where there is nothing', 0n, [1n, 2n], [0n, 0n]],
    ['nothing where the weights cancel out', 5n, [7n, -7n], [0n, 0n]],
    ['nothing where there is nobody', 5n, [], []],
  ])('%s', (_name, total, weights, shares) => {
    expect(allocate(total, weights)).toEqual(shares);
  });
});

function totalsOf(input: StatementInput): ExpectedTotals | { invalid: string } {
  try {
    const result = computeTotals(readStatement(input));
    if (!result.ok) return { invalid: result.issues.map((issue) => issue.code).join() };
    const { totals } = result;
    const written = (minor: bigint) => formatMinor(minor, input.currency);
    return {
      lineTotals: totals.lines.map((line) => written(line.totalMinor)),
      subTotal: written(totals.subTotalMinor),
      discountTotal: written(totals.discountTotalMinor),
      taxTotal: written(totals.taxTotalMinor),
      shippingTotal: written(totals.shippingTotalMinor),
      billedTotal: written(totals.billedTotalMinor),
    };
  } catch (error) {
    if (error instanceof Unreadable) return { invalid: error.message };
    throw error;
  }
}

// Drafts in USD, written in cents.

const percentage = (percent: bigint): AdjustmentDraft => ({ name: '', rate: { percent: percent * MILLION } });
const fixedSum = (fixedMinor: bigint): AdjustmentDraft => ({ name: '', rate: { fixedMinor } });
const fixedTax = (name: string, fixedMinor: bigint): TaxDraft => ({
  name,
  rate: { fixedMinor },
  compound: false,
});
const percentTax = (name: string, percent: bigint, { compound } = { compound: false }): TaxDraft => ({
  name,
  rate: { percent: percent * MILLION },
  compound,
});

function itemLine(cents: bigint, terms: Partial<LineDraft> = {}): LineDraft {
  const pricing = { kind: 'ITEM', price: cents * 10_000n, quantity: MILLION } as const;
  return { pricing, taxes: [], discounts: [], shippingAmounts: [], ...terms };
}

function draftOf(terms: Partial<StatementDraft>): StatementDraft {
  return { currency: 'USD', lines: [], taxes: [], discounts: [], shippingAmounts: [], ...terms };
}

function computed(terms: Partial<StatementDraft>) {
  const result = computeTotals(draftOf(terms));
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message).join());
  return result.totals;
}

function issuesOf(result: ReturnType<typeof computeTotals>) {
  return result.ok ? [] : result.issues.map((issue) => [issue.code, issue.path.join('.')]);
}

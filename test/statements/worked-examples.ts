// Statements whose totals were worked out by hand, in the shape of the API's input, so that they can be
// put to the computation and to the API alike.

export type RateInput = { percent: string } | { fixed: string };
export interface AdjustmentInput {
  name: string;
  rate: RateInput;
}
export interface TaxInput extends AdjustmentInput {
  compound?: boolean;
}
export interface Terms {
  taxes?: TaxInput[];
  discounts?: AdjustmentInput[];
  shippingAmounts?: AdjustmentInput[];
}
export type LineItemInput =
  | { item: { description: string; price: string; quantity: string } & Terms }
  | { expense: { description: string; amount: string } & Terms }
  | { task: { description: string; duration: string; rate: string } & Terms }
  | { trip: { description: string; distance: string; rate: string } & Terms };
export interface StatementInput extends Terms {
  currency: string;
  lineItems: LineItemInput[];
}

export interface ExpectedTotals {
  lineTotals: string[];
  subTotal: string;
  discountTotal: string;
  taxTotal: string;
  shippingTotal: string;
  billedTotal: string;
}

export interface WorkedExample {
  name: string;
  statement: StatementInput;
  totals: ExpectedTotals | { invalid: string };
}

const description = 'Something';
const percent = (of: string) => ({ percent: of });
const fixed = (sum: string) => ({ fixed: sum });
const tax = (name: string, rate: RateInput): TaxInput => ({ name, rate });
const compound = (name: string, rate: RateInput): TaxInput => ({ name, rate, compound: true });
const off = (rate: RateInput): AdjustmentInput => ({ name: 'Discount', rate });
const shipping = (rate: RateInput): AdjustmentInput => ({ name: 'Shipping', rate });
const item = (price: string, quantity = '1', terms: Terms = {}): LineItemInput => ({
  item: { description, price, quantity, ...terms },
});
const expense = (amount: string, terms: Terms = {}): LineItemInput => ({
  expense: { description, amount, ...terms },
});
const task = (duration: string, rate: string): LineItemInput => ({ task: { description, duration, rate } });
const trip = (distance: string, rate: string): LineItemInput => ({ trip: { description, distance, rate } });

const statement = (lineItems: LineItemInput[], terms: Terms = {}): StatementInput => ({
  currency: 'USD',
  lineItems,
  ...terms,
});
const statementIn = (currency: string, lineItems: LineItemInput[], terms: Terms = {}) => ({
  ...statement(lineItems, terms),
  currency,
});

/** Sub total, discounts, taxes, shipping and billed total, in that order, after the lines. */
function comesTo(lineTotals: string[], ...sums: [string, string, string, string, string]): ExpectedTotals {
  const [subTotal, discountTotal, taxTotal, shippingTotal, billedTotal] = sums;
  return { lineTotals, subTotal, discountTotal, taxTotal, shippingTotal, billedTotal };
}

const AGREED: WorkedExample[] = [
  {
    name: 'the four kinds of line',
    statement: statement([item('10.00', '10'), expense('10.00'), task('120', '10.00'), trip('2', '10.00')]),
    totals: comesTo(['100.00', '10.00', '20.00', '20.00'], '150.00', '0.00', '0.00', '0.00', '150.00'),
  },
  {
    name: 'tax, discount and shipping on the statement',
    statement: statement([item('10.00', '10')], {
      taxes: [tax('VAT', percent('5'))],
      discounts: [off(fixed('5'))],
      shippingAmounts: [shipping(fixed('5'))],
    }),
    totals: comesTo(['100.00'], '100.00', '5.00', '4.75', '5.00', '104.75'),
  },
  {
    name: 'one tax over three lines is rounded once',
    statement: statement([item('25.06'), item('25.61'), item('25.63')], {
      taxes: [tax('VAT', percent('15'))],
    }),
    totals: comesTo(['25.06', '25.61', '25.63'], '76.30', '0.00', '11.45', '0.00', '87.75'),
  },
  {
    name: 'two taxes on one base, half a cent away from zero',
    statement: statement([item('140.00')], {
      taxes: [tax('GST', percent('5')), tax('QST', percent('9.975'))],
    }),
    totals: comesTo(['140.00'], '140.00', '0.00', '20.97', '0.00', '160.97'),
  },
  {
    name: 'each line is rounded before the sum',
    statement: statement([item('20.10', '3.05'), item('20.10', '3.05')]),
    totals: comesTo(['61.31', '61.31'], '122.62', '0.00', '0.00', '0.00', '122.62'),
  },
  {
    name: 'a whole line off',
    statement: statement([item('2.25', '64.22', { discounts: [off(percent('100'))] })]),
    totals: comesTo(['144.50'], '144.50', '144.50', '0.00', '0.00', '0.00'),
  },
  {
    name: 'a statement discount before the tax',
    statement: statement([item('45', '3')], {
      discounts: [off(fixed('60'))],
      taxes: [tax('IVA', percent('21'))],
    }),
    totals: comesTo(['135.00'], '135.00', '60.00', '15.75', '0.00', '90.75'),
  },
  {
    name: 'a compound tax',
    statement: statement([item('100')], {
      taxes: [tax('VAT', percent('19')), compound('Levy', percent('1'))],
    }),
    totals: comesTo(['100.00'], '100.00', '0.00', '20.19', '0.00', '120.19'),
  },
  {
    name: 'a currency without a minor unit',
    statement: statementIn('JPY', [item('999.5', '3')], { taxes: [tax('JCT', percent('10'))] }),
    totals: comesTo(['2999'], '2999', '0', '300', '0', '3299'),
  },
  {
    name: 'a currency of three decimals',
    statement: statementIn('KWD', [item('1.2345', '3')], { taxes: [tax('VAT', percent('5'))] }),
    totals: comesTo(['3.704'], '3.704', '0.000', '0.185', '0.000', '3.889'),
  },
  {
    name: 'line taxes of one name and rate are one group',
    statement: statement(
      ['0.33', '0.33', '0.33'].map((price) => item(price, '1', { taxes: [tax('VAT', percent('7'))] })),
    ),
    totals: comesTo(['0.33', '0.33', '0.33'], '0.99', '0.00', '0.07', '0.00', '1.06'),
  },
  {
    name: 'a discount larger than the total',
    statement: statement([item('10')], { discounts: [off(fixed('10.01'))] }),
    totals: { invalid: 'DISCOUNT_EXCEEDS_TOTAL' },
  },
  {
    name: 'percent shipping is of the undiscounted sum',
    statement: statement([item('80')], {
      discounts: [off(percent('50'))],
      shippingAmounts: [shipping(percent('10'))],
    }),
    totals: comesTo(['80.00'], '80.00', '40.00', '0.00', '8.00', '48.00'),
  },
  {
    name: 'a negative line',
    statement: statement([item('100'), item('-20')], {
      discounts: [off(percent('10'))],
      taxes: [tax('VAT', percent('20'))],
    }),
    totals: comesTo(['100.00', '-20.00'], '80.00', '8.00', '14.40', '0.00', '86.40'),
  },
  {
    name: 'an empty statement',
    statement: statement([]),
    totals: comesTo([], '0.00', '0.00', '0.00', '0.00', '0.00'),
  },
];

const LINES: WorkedExample[] = [
  {
    name: 'half a cent goes away from zero on both sides, less goes to zero',
    statement: statement([item('0.005'), item('-0.005'), item('0.004999'), item('-0.004999')]),
    totals: comesTo(['0.01', '-0.01', '0.00', '0.00'], '0.00', '0.00', '0.00', '0.00', '0.00'),
  },
  {
    name: 'half a yen on a credit line',
    statement: statementIn('JPY', [item('10'), expense('-0.5')]),
    totals: comesTo(['10', '-1'], '9', '0', '0', '0', '9'),
  },
  {
    name: 'minutes that do not divide an hour: 50 at 10.00, 20 at 10.00, 1 at 0.30 (half a cent)',
    statement: statement([task('50', '10.00'), task('20', '10.00'), task('1', '0.30')]),
    totals: comesTo(['8.33', '3.33', '0.01'], '11.67', '0.00', '0.00', '0.00', '11.67'),
  },
  {
    name: 'a credit for time: 50 minutes at -10.00',
    statement: statement([task('50', '-10.00'), expense('20')]),
    totals: comesTo(['-8.33', '20.00'], '11.67', '0.00', '0.00', '0.00', '11.67'),
  },
  {
    name: 'a trip of six decimals: 0.333333 at 1.50 is 0.4999995',
    statement: statement([trip('0.333333', '1.50')]),
    totals: comesTo(['0.50'], '0.50', '0.00', '0.00', '0.00', '0.50'),
  },
  {
    name: 'the largest price that there is, rounded up, exactly',
    statement: statement([item('99999999999999.999999')], { taxes: [tax('VAT', percent('10'))] }),
    totals: comesTo(
      ['100000000000000.00'],
      '100000000000000.00',
      '0.00',
      '10000000000000.00',
      '0.00',
      '110000000000000.00',
    ),
  },
  {
    name: 'a line beyond what a column holds',
    statement: statement([item('99999999999999', '99999999999999')]),
    totals: { invalid: 'AMOUNT_TOO_LARGE' },
  },
  {
    name: 'lines that only together are beyond it',
    statement: statement([
      item('50000000000', '1000000'),
      item('40000000000', '1000000'),
      item('1', '100000000000'),
    ]),
    totals: { invalid: 'AMOUNT_TOO_LARGE' },
  },
  {
    name: 'a credit alone',
    statement: statement([expense('-10')]),
    totals: { invalid: 'NEGATIVE_TOTAL' },
  },
  {
    name: 'a credit that a fixed tax outweighs',
    statement: statement([expense('-10')], { taxes: [tax('Stamp', fixed('10.01'))] }),
    totals: comesTo(['-10.00'], '-10.00', '0.00', '10.01', '0.00', '0.01'),
  },
];

const DISCOUNTS: WorkedExample[] = [
  {
    name: 'several percent discounts on a line do not cascade',
    statement: statement(
      [
        item('200', '1', {
          discounts: [off(percent('10')), off(percent('5'))],
          taxes: [tax('VAT', percent('10'))],
        }),
      ],
      {},
    ),
    totals: comesTo(['200.00'], '200.00', '30.00', '17.00', '0.00', '187.00'),
  },
  {
    name: 'line discounts first, then the statement’s on what they leave',
    statement: statement([item('100', '1', { discounts: [off(fixed('20'))] }), item('20')], {
      discounts: [off(percent('10')), off(percent('10'))],
    }),
    totals: comesTo(['100.00', '20.00'], '120.00', '40.00', '0.00', '0.00', '80.00'),
  },
  {
    name: 'two halves of one cent are each rounded up, and so more than it',
    statement: statement([item('0.01', '1', { discounts: [off(percent('50')), off(percent('50'))] })]),
    totals: { invalid: 'DISCOUNT_EXCEEDS_TOTAL' },
  },
  {
    name: 'a discount of all that there is',
    statement: statement([item('10')], { discounts: [off(fixed('10'))] }),
    totals: comesTo(['10.00'], '10.00', '10.00', '0.00', '0.00', '0.00'),
  },
  {
    name: 'everything off leaves percent taxes nothing, and fixed ones their sum',
    statement: statement([item('30'), item('20')], {
      discounts: [off(percent('100'))],
      taxes: [tax('VAT', percent('20')), tax('Stamp', fixed('2')), compound('Levy', percent('10'))],
    }),
    totals: comesTo(['30.00', '20.00'], '50.00', '50.00', '2.20', '0.00', '2.20'),
  },
  {
    name: 'a discount on a credit line',
    statement: statement([item('100'), item('-5', '1', { discounts: [off(percent('10'))] })]),
    totals: { invalid: 'DISCOUNT_EXCEEDS_TOTAL' },
  },
  {
    name: 'even one of 0 % on a credit line',
    statement: statement([item('100'), item('-5', '1', { discounts: [off(percent('0'))] })]),
    totals: { invalid: 'DISCOUNT_EXCEEDS_TOTAL' },
  },
  {
    name: 'a discount on a negative sum',
    statement: statement([item('5'), item('-10')], { discounts: [off(percent('10'))] }),
    totals: { invalid: 'DISCOUNT_EXCEEDS_TOTAL' },
  },
  {
    name: 'a fixed discount on nothing',
    statement: statement([], { discounts: [off(fixed('0.01'))] }),
    totals: { invalid: 'DISCOUNT_EXCEEDS_TOTAL' },
  },
  {
    name: 'a percent discount, taxes and shipping on nothing',
    statement: statement([], {
      discounts: [off(percent('10'))],
      taxes: [tax('VAT', percent('20')), tax('Stamp', fixed('5'))],
      shippingAmounts: [shipping(percent('10')), shipping(fixed('4'))],
    }),
    totals: comesTo([], '0.00', '0.00', '5.00', '4.00', '9.00'),
  },
  {
    name: 'the odd cent of a shared discount goes to the earlier of two equal lines: the taxed one',
    statement: statement([item('1', '1', { taxes: [tax('VAT', percent('100'))] }), item('1')], {
      discounts: [off(fixed('0.01'))],
    }),
    totals: comesTo(['1.00', '1.00'], '2.00', '0.01', '0.99', '0.00', '2.98'),
  },
  {
    name: 'the odd cent of a shared discount goes to the earlier of two equal lines: the untaxed one',
    statement: statement([item('1'), item('1', '1', { taxes: [tax('VAT', percent('100'))] })], {
      discounts: [off(fixed('0.01'))],
    }),
    totals: comesTo(['1.00', '1.00'], '2.00', '0.01', '1.00', '0.00', '2.99'),
  },
  {
    name: 'the odd cent of a shared discount goes to the larger fraction, though it comes later',
    statement: statement([item('1'), item('2', '1', { taxes: [tax('VAT', percent('100'))] })], {
      discounts: [off(fixed('0.01'))],
    }),
    totals: comesTo(['1.00', '2.00'], '3.00', '0.01', '1.99', '0.00', '4.98'),
  },
  {
    name: 'a credit line takes its share of a discount the other way',
    statement: statement([item('100', '1', { taxes: [tax('VAT', percent('50'))] }), item('-50')], {
      discounts: [off(fixed('0.01'))],
    }),
    totals: comesTo(['100.00', '-50.00'], '50.00', '0.01', '49.99', '0.00', '99.98'),
  },
  {
    name: 'a fixed discount with half a yen',
    statement: statementIn('JPY', [item('10')], { discounts: [off(fixed('0.5'))] }),
    totals: { invalid: 'TOO_MANY_DECIMALS' },
  },
];

const TAXES: WorkedExample[] = [
  {
    name: 'percentages are one group by value, however they are written',
    statement: statement(
      ['7', '7.00', '7.000000'].map((of) => item('0.33', '1', { taxes: [tax('VAT', percent(of))] })),
    ),
    totals: comesTo(['0.33', '0.33', '0.33'], '0.99', '0.00', '0.07', '0.00', '1.06'),
  },
  {
    name: 'taxes of different names are rounded apart',
    statement: statement(
      ['VAT', 'IVA'].map((name) => item('0.33', '1', { taxes: [tax(name, percent('7'))] })),
    ),
    totals: comesTo(['0.33', '0.33'], '0.66', '0.00', '0.04', '0.00', '0.70'),
  },
  {
    name: 'a line’s tax and the statement’s of the same name are rounded apart',
    statement: statement([item('0.33', '1', { taxes: [tax('VAT', percent('7'))] })], {
      taxes: [tax('VAT', percent('7'))],
    }),
    totals: comesTo(['0.33'], '0.33', '0.00', '0.04', '0.00', '0.37'),
  },
  {
    name: 'one tax twice on a line is charged twice',
    statement: statement([item('100', '1', { taxes: [tax('VAT', percent('7')), tax('VAT', percent('7'))] })]),
    totals: comesTo(['100.00'], '100.00', '0.00', '14.00', '0.00', '114.00'),
  },
  {
    name: 'a tax on a credit line is given back, half a cent away from zero',
    statement: statement([item('1'), item('-0.10', '1', { taxes: [tax('VAT', percent('5'))] })]),
    totals: comesTo(['1.00', '-0.10'], '0.90', '0.00', '-0.01', '0.00', '0.89'),
  },
  {
    name: 'a group of taxes over a line and its credit',
    statement: statement(
      ['100', '-20'].map((price) => item(price, '1', { taxes: [tax('VAT', percent('20'))] })),
    ),
    totals: comesTo(['100.00', '-20.00'], '80.00', '0.00', '16.00', '0.00', '96.00'),
  },
  {
    name: 'fixed line taxes are their sums, and compound taxes stand on them',
    statement: statement(
      [
        item('10', '3', { taxes: [tax('Eco', fixed('0.75'))] }),
        item('10', '1', { taxes: [tax('Eco', fixed('0.75'))] }),
      ],
      { taxes: [compound('Levy', percent('10'))] },
    ),
    totals: comesTo(['30.00', '10.00'], '40.00', '0.00', '5.65', '0.00', '45.65'),
  },
  {
    // Line 1: 100 + 10 (VAT) + 3 of the 4.50 (GST) = 113, 5 % = 5.65. Statement: 164.50, 1 % = 1.645.
    name: 'compound taxes on the line’s own ordinary tax and its share of the statement’s',
    statement: statement(
      [item('100', '1', { taxes: [compound('Levy', percent('5')), tax('VAT', percent('10'))] }), item('50')],
      { taxes: [compound('City', percent('1')), tax('GST', percent('3'))] },
    ),
    totals: comesTo(['100.00', '50.00'], '150.00', '0.00', '21.80', '0.00', '171.80'),
  },
  {
    name: 'a compound tax of three decimals: 2.5 % of 10.500 is 0.2625',
    statement: statementIn('KWD', [expense('10')], {
      taxes: [compound('Levy', percent('2.5')), tax('VAT', percent('5'))],
    }),
    totals: comesTo(['10.000'], '10.000', '0.000', '0.763', '0.000', '10.763'),
  },
  {
    name: 'compound taxes do not cascade',
    statement: statement([item('100')], {
      taxes: [tax('VAT', percent('10')), compound('A', percent('10')), compound('B', percent('10'))],
    }),
    totals: comesTo(['100.00'], '100.00', '0.00', '32.00', '0.00', '132.00'),
  },
  {
    name: 'ordinary and compound line taxes of one name are two groups',
    statement: statement([
      item('100', '1', { taxes: [tax('VAT', percent('10')), compound('VAT', percent('10'))] }),
    ]),
    totals: comesTo(['100.00'], '100.00', '0.00', '21.00', '0.00', '121.00'),
  },
  {
    // There is nothing to share the 5.00 in proportion to: line 1's base stays 100; the statement's is 5.
    name: 'a fixed tax over lines that cancel out',
    statement: statement([item('100', '1', { taxes: [compound('Levy', percent('10'))] }), item('-100')], {
      taxes: [tax('Stamp', fixed('5')), compound('City', percent('10'))],
    }),
    totals: comesTo(['100.00', '-100.00'], '0.00', '0.00', '15.50', '0.00', '15.50'),
  },
  {
    name: 'percent shipping of lines, also of a credit and of a discounted one',
    statement: statement(
      [
        item('100', '1', { discounts: [off(percent('50'))], shippingAmounts: [shipping(percent('10'))] }),
        item('-20', '1', { shippingAmounts: [shipping(percent('10'))] }),
      ],
      { shippingAmounts: [shipping(percent('5'))], taxes: [tax('VAT', percent('10'))] },
    ),
    totals: comesTo(['100.00', '-20.00'], '80.00', '50.00', '3.00', '12.00', '45.00'),
  },
];

export const WORKED_EXAMPLES = [...AGREED, ...LINES, ...DISCOUNTS, ...TAXES];

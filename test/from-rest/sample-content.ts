/** The lines, tax, discount and shipping amount that Hiveage's sample statements have, as they are given here. */
export const content = {
  lineItems: [
    {
      item: {
        ...{ date: '2015-10-18', description: 'Item descriptions' },
        ...{ price: '10.00', quantity: '10', unit: 'hourly' },
      },
    },
    { expense: { date: '2015-10-18', description: 'Item descriptions', amount: '10.00' } },
    { task: { date: '2015-10-18', description: 'Item descriptions', duration: '120', rate: '10.00' } },
    { trip: { date: '2015-10-18', description: 'Item descriptions', distance: '2', rate: '10.00' } },
  ],
  taxes: [{ name: 'VAT', key: 23, rate: { percent: '5' } }],
  discounts: [{ name: 'DIS', key: 145, rate: { fixed: '5' } }],
  shippingAmounts: [{ name: 'DHL', key: 205, rate: { fixed: '5' } }],
};

const ADJUSTMENT = 'name key percent fixed { amount } amount { amount }';

export const CONTENT = `
  currency subTotal { amount } discountTotal { amount } taxTotal { amount } shippingTotal { amount }
  billedTotal { amount formatted }
  taxes { ${ADJUSTMENT} } discounts { ${ADJUSTMENT} } shippingAmounts { ${ADJUSTMENT} }
  lineItems {
    __typename date description sortOrder total { amount }
    ... on ItemLine { price quantity unit } ... on ExpenseLine { amount }
    ... on TaskLine { duration taskRate: rate } ... on TripLine { distance tripRate: rate }
  }`;

const line = { date: '2015-10-18', description: 'Item descriptions' };

/**
 * What comes back. Hiveage's sample shows totals of 100.00 for all of this, and 100.00 for an expense of 10.00,
 * so it was not computed; the totals of its other lines are as they are here.
 */
export const shownContent = {
  currency: 'USD',
  lineItems: [
    {
      ...{ ...line, __typename: 'ItemLine', sortOrder: 1, total: { amount: '100.00' } },
      ...{ price: '10.00', quantity: '10', unit: 'hourly' },
    },
    { ...line, __typename: 'ExpenseLine', sortOrder: 2, total: { amount: '10.00' }, amount: '10.00' },
    {
      ...{ ...line, __typename: 'TaskLine', sortOrder: 3, total: { amount: '20.00' } },
      ...{ duration: '120', taskRate: '10.00' },
    },
    {
      ...{ ...line, __typename: 'TripLine', sortOrder: 4, total: { amount: '20.00' } },
      ...{ distance: '2', tripRate: '10.00' },
    },
  ],
  // 5 % on 150.00 less 5.00.
  taxes: [{ name: 'VAT', key: 23, percent: '5', fixed: null, amount: { amount: '7.25' } }],
  discounts: [
    { name: 'DIS', key: 145, percent: null, fixed: { amount: '5.00' }, amount: { amount: '5.00' } },
  ],
  shippingAmounts: [
    { name: 'DHL', key: 205, percent: null, fixed: { amount: '5.00' }, amount: { amount: '5.00' } },
  ],
  subTotal: { amount: '150.00' },
  discountTotal: { amount: '5.00' },
  taxTotal: { amount: '7.25' },
  shippingTotal: { amount: '5.00' },
  billedTotal: { amount: '157.25', formatted: '$157.25' },
};

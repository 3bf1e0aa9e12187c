import { expect } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';

const ADJUSTMENT = 'name key percent fixed { amount } amount { amount }';
const ADJUSTMENTS = `taxes { ${ADJUSTMENT} compound } discounts { ${ADJUSTMENT} } shippingAmounts { ${ADJUSTMENT} }`;

/** What a statement says and comes to, without any id. */
export const CONTENT = `
  currency subTotal { amount } discountTotal { amount } taxTotal { amount } shippingTotal { amount }
  billedTotal { amount } ${ADJUSTMENTS}
  lineItems {
    __typename date description sortOrder total { amount } ${ADJUSTMENTS}
    ... on ItemLine { price quantity unit } ... on ExpenseLine { amount }
    ... on TaskLine { duration taskRate: rate } ... on TripLine { distance tripRate: rate }
  }`;

export const FIELDS = `
  id hashKey statementNo connection { id } date expireDate state isExpired summary note sendReminders
  version createdAt updatedAt trashedAt invoice { id } ${CONTENT}`;

export const line = (description: string, amount: string, adjustments = {}) => ({
  expense: { description, amount, ...adjustments },
});

/** A line of each kind, and each kind of adjustment, on the whole and on a line. */
export const fullContent = {
  lineItems: [
    {
      item: {
        date: '2026-01-02',
        description: 'Chairs',
        price: '10.5',
        quantity: '2.50',
        unit: 'pc',
        taxes: [{ name: 'Eco', key: 4, rate: { fixed: '1' } }],
        discounts: [{ name: 'Loyalty', key: 5, rate: { percent: '10' } }],
        shippingAmounts: [{ name: 'Freight', key: 6, rate: { fixed: '3.5' } }],
      },
    },
    line('Travel', '10'),
    { task: { description: 'Design', duration: '90', rate: '40.125' } },
    { trip: { description: 'To the fair', distance: '12.5', rate: '0.3' } },
  ],
  taxes: [
    { name: 'VAT', key: 1, rate: { percent: '5.25' } },
    { name: 'Levy', rate: { percent: '1' }, compound: true },
  ],
  discounts: [{ name: 'Spring', key: 2, rate: { fixed: '5' } }],
  shippingAmounts: [{ name: 'Post', key: 3, rate: { percent: '2' } }],
};

/** An estimate of one line of 100.00 that expires on 14 February, unless the input says otherwise. */
export async function makeEstimate(caller: Caller, input: object): Promise<Answer> {
  const result = await caller.mutate(
    'createEstimate',
    { date: '2026-01-15', expireDate: '2026-02-14', lineItems: [line('Travel', '100')], ...input },
    `... on CreateEstimateSuccess { estimate { ${FIELDS} } }`,
  );
  expect(result.__typename).toBe('CreateEstimateSuccess');
  return result.estimate;
}

export async function readEstimate(caller: Caller, id: string): Promise<Answer> {
  const query = `query($id: ID!) { estimate(by: { id: $id }) { ${FIELDS} } }`;
  return (await caller.run(query, { id })).estimate;
}

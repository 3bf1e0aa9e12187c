import type { Answer, Caller } from '../support/caller.ts';

const ADJUSTMENTS = ['taxes', 'discounts', 'shippingAmounts']
  .map((list) => `${list} { id name amount { amount } }`)
  .join(' ');
export const FIELDS = `
  id statementNo connection { id } date dueDate currency summary note poNumber paymentOptions
  allowPartialPayments sendReceiptsAutomatically sendReminders
  subTotal { amount } discountTotal { amount } taxTotal { amount } shippingTotal { amount } billedTotal { amount }
  version createdAt updatedAt ${ADJUSTMENTS}
  lineItems { id description sortOrder total { amount } ${ADJUSTMENTS} }`;

export const percent = (name: string, of: string) => ({ name, rate: { percent: of } });
export const fixed = (name: string, sum: string) => ({ name, rate: { fixed: sum } });
export const line = (description: string, amount: string, adjustments = {}) => ({
  expense: { description, amount, ...adjustments },
});
const details = {
  summary: 'January',
  note: 'Thanks',
  poNumber: 'PO-1',
  paymentOptions: ['PAYPAL'],
  allowPartialPayments: true,
  sendReceiptsAutomatically: true,
  sendReminders: true,
};

/** Of 148.55: two lines, one discounted, and a tax, a discount and a shipping amount on the whole. */
export async function createInvoiceToEdit(caller: Caller, connectionId: string): Promise<Answer> {
  // 100.00 + 50.00 - 5.00 of the line, less 14.50, and 10 % on 130.50, and 4.00.
  const { invoice } = await caller.mutate(
    'createInvoice',
    {
      ...details,
      connectionId,
      date: '2026-01-15',
      dueDate: '2026-02-14',
      lineItems: [line('A', '100', { discounts: [fixed('Line', '5')] }), line('B', '50')],
      taxes: [percent('VAT', '10')],
      discounts: [percent('Off', '10')],
      shippingAmounts: [fixed('Post', '4')],
    },
    `... on CreateInvoiceSuccess { invoice { ${FIELDS} } }`,
  );
  return invoice;
}

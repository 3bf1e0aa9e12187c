import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, Caller } from '../support/caller.ts';
import { ISSUES } from '../support/errors.ts';
import { useGateway } from '../support/gateway.ts';
import { type ExpectedTotals, type StatementInput, WORKED_EXAMPLES } from './worked-examples.ts';

const gateway = useGateway();
let caller: Caller;
let connectionId: string;
beforeAll(async () => {
  caller = await gateway.createCaller();
  ({ id: connectionId } = await caller.createOrganization());
});

const SUMS =
  'subTotal { amount currency } discountTotal { amount } taxTotal { amount } shippingTotal { amount } billedTotal { amount }';
const ADJUSTMENTS =
  'taxes { amount { amount } } discounts { amount { amount } } shippingAmounts { amount { amount } }';

const valid = WORKED_EXAMPLES.flatMap(({ name, statement, totals }) =>
  'invalid' in totals ? [] : { name, statement, totals },
);
const invalid = WORKED_EXAMPLES.flatMap(({ name, statement, totals }) =>
  'invalid' in totals ? { name, statement, code: totals.invalid } : [],
);

function inputOf(statement: StatementInput) {
  return { connectionId, date: '2026-01-15', dueDate: '2026-02-14', ...statement };
}

async function preview(statement: StatementInput): Promise<Answer> {
  const { previewInvoice } = await caller.run(
    `query($input: CreateInvoiceInput!) {
      previewInvoice(input: $input) {
        __typename ${ISSUES}
        ... on PreviewInvoiceSuccess {
          totals { lineTotals { amount } ${SUMS} taxes { name percent base { amount } amount { amount } } }
        }
      }
    }`,
    { input: inputOf(statement) },
  );
  return previewInvoice;
}

async function create(statement: StatementInput): Promise<Answer> {
  const fields = `${ISSUES} ... on CreateInvoiceSuccess { invoice { id } }`;
  return caller.mutate('createInvoice', inputOf(statement), fields);
}

async function read(id: string): Promise<Answer> {
  const { invoice } = await caller.run(
    `query($id: ID!) {
      invoice(by: { id: $id }) {
        ${SUMS} ${ADJUSTMENTS} totalDue { amount }
        lineItems { sortOrder total { amount } ${ADJUSTMENTS} }
      }
    }`,
    { id },
  );
  return invoice;
}

/** In the shape of what was worked out. */
function totalsOf(lineTotals: { amount: string }[], sums: Answer): ExpectedTotals {
  return {
    lineTotals: lineTotals.map(({ amount }) => amount),
    subTotal: sums.subTotal.amount,
    discountTotal: sums.discountTotal.amount,
    taxTotal: sums.taxTotal.amount,
    shippingTotal: sums.shippingTotal.amount,
    billedTotal: sums.billedTotal.amount,
  };
}

function minor(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

function sumOf(rows: { amount: { amount: string } }[]): bigint {
  return rows.reduce((sum, { amount }) => sum + minor(amount.amount), 0n);
}

describe.each(valid)('$name', ({ statement, totals }) => {
  test('comes to what was worked out, before it is saved', async () => {
    const { totals: previewed } = await preview(statement);
    expect(totalsOf(previewed.lineTotals, previewed)).toEqual(totals);
    expect(previewed.subTotal.currency).toBe(statement.currency);
    expect(sumOf(previewed.taxes)).toBe(minor(totals.taxTotal));
  });

  test('is kept with the same totals, and its rows add up to them', async () => {
    const { invoice } = await create(statement);
    const stored = await read(invoice.id);
    const lineTotals = stored.lineItems.map(({ total }: Answer) => total);
    expect(totalsOf(lineTotals, stored)).toEqual(totals);
    expect(stored.totalDue.amount).toBe(totals.billedTotal);
    const owners = [stored, ...stored.lineItems];
    const sumOver = (rows: string) => owners.reduce((sum, owner) => sum + sumOf(owner[rows]), 0n);
    expect(sumOver('taxes')).toBe(minor(totals.taxTotal));
    expect(sumOver('discounts')).toBe(minor(totals.discountTotal));
    expect(sumOver('shippingAmounts')).toBe(minor(totals.shippingTotal));
    expect(stored.lineItems.map(({ sortOrder }: Answer) => sortOrder)).toEqual(
      statement.lineItems.map((_, index) => index + 1),
    );
  });
});

test.each(invalid)(
  '$name is refused, before it is saved and when it is to be',
  async ({ statement, code }) => {
    const refused = await preview(statement);
    expect(refused.__typename).toBe('InvalidInput');
    expect(refused.issues.map((issue: Answer) => issue.code)).toEqual([code]);
    expect(await create(statement)).toMatchObject({ __typename: 'InvalidInput', issues: refused.issues });
  },
);

test('what is refused leaves nothing behind', async () => {
  const other = await gateway.createCaller();
  const { id } = await other.createOrganization();
  for (const { statement } of invalid) {
    await other.mutate('createInvoice', { ...inputOf(statement), connectionId: id });
  }
  expect(
    await other.run('{ invoices { totalCount } events(types: [INVOICE_CREATED]) { nodes { id } } }'),
  ).toEqual({
    invoices: { totalCount: 0 },
    events: { nodes: [] },
  });
  expect((await other.createInvoice({ connectionId: id })).statementNo).toBe('IN-001');
});

test('the tax lines of a preview say what each tax is charged on', async () => {
  const { totals } = await preview({
    currency: 'USD',
    lineItems: [
      {
        item: {
          description: 'A',
          price: '100',
          quantity: '1',
          taxes: [{ name: 'VAT', rate: { percent: '7.50' } }],
        },
      },
      {
        item: {
          description: 'B',
          price: '100',
          quantity: '1',
          taxes: [{ name: 'VAT', rate: { percent: '7.5' } }],
        },
      },
    ],
    discounts: [{ name: 'Half', rate: { percent: '50' } }],
    taxes: [
      { name: 'Levy', rate: { percent: '1' }, compound: true },
      { name: 'Stamp', rate: { fixed: '2' } },
    ],
  });
  expect(totals.taxes).toEqual([
    { name: 'Stamp', percent: null, base: { amount: '100.00' }, amount: { amount: '2.00' } },
    { name: 'VAT', percent: '7.5', base: { amount: '100.00' }, amount: { amount: '7.50' } },
    { name: 'Levy', percent: '1', base: { amount: '109.50' }, amount: { amount: '1.10' } },
  ]);
});

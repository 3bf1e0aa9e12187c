import type { AdjustmentKind, Invoice, Prisma } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { formatMicros } from '../values/decimal.ts';
import type { ContentAdjustment, ContentTax, StatementContent } from './content.ts';
import { ownerColumns, type StatementRef } from './statement-kind.ts';
import { CALCULATION_VERSION, type LinePricing, type StatementTotals } from './totals.ts';

type LineRow = Prisma.LineItemCreateManyInput;
type AdjustmentRow = Prisma.AdjustmentCreateManyInput;

/** The columns for a statement's totals. */
export function totalColumns(totals: StatementTotals) {
  const { subTotalMinor, discountTotalMinor, taxTotalMinor, shippingTotalMinor, billedTotalMinor } = totals;
  return {
    subTotalMinor,
    discountTotalMinor,
    taxTotalMinor,
    shippingTotalMinor,
    billedTotalMinor,
    calculationVersion: CALCULATION_VERSION,
  } satisfies Partial<Invoice>;
}

/** Stores a statement's lines, taxes, discounts and shipping amounts with their computed amounts. */
export async function storeContent(
  { tx, accountId }: UnitOfWork,
  statement: StatementRef,
  { content, totals }: { content: StatementContent; totals: StatementTotals },
): Promise<void> {
  const { currency } = content;
  const owner = ownerColumns(statement);
  const lines = content.lines.map(
    ({ id, date, description, unit, pricing }, index): LineRow => ({
      accountId,
      id,
      ...owner,
      sortOrder: index + 1,
      date,
      description,
      unit,
      ...pricingColumns(pricing),
      currency,
      totalMinor: totals.lines[index]!.totalMinor,
    }),
  );
  const adjustments = [
    ...toRows({ lineItemId: null, rows: content, amounts: totals }),
    ...content.lines.flatMap((line, index) =>
      toRows({ lineItemId: line.id, rows: line, amounts: totals.lines[index]! }),
    ),
  ].map((row): AdjustmentRow => ({ ...row, ...owner, accountId, currency }));
  if (lines.length > 0) await tx.lineItem.createMany({ data: lines });
  if (adjustments.length > 0) await tx.adjustment.createMany({ data: adjustments });
}

/** Likewise, and deletes the previous ones. */
export async function replaceContent(
  unit: UnitOfWork,
  statement: StatementRef,
  stored: { content: StatementContent; totals: StatementTotals },
): Promise<void> {
  const where = { accountId: unit.accountId, ...ownerColumns(statement) };
  await unit.tx.adjustment.deleteMany({ where });
  await unit.tx.lineItem.deleteMany({ where });
  await storeContent(unit, statement, stored);
}

function pricingColumns(pricing: LinePricing) {
  const { kind, ...numbers } = pricing;
  const columns = Object.entries(numbers).map(([column, value]) => [column, formatMicros(value)]);
  return { kind, ...(Object.fromEntries(columns) as Partial<Record<keyof typeof numbers, string>>) };
}

interface Sources {
  lineItemId: string | null;
  rows: { taxes: ContentTax[]; discounts: ContentAdjustment[]; shippingAmounts: ContentAdjustment[] };
  amounts: { taxes: bigint[]; discounts: bigint[]; shippingAmounts: bigint[] };
}

function toRows({ lineItemId, rows, amounts }: Sources) {
  const each = (kind: AdjustmentKind, list: (ContentAdjustment & { compound?: boolean })[], sums: bigint[]) =>
    list.map(({ id, name, key, rate, compound = false }, index) => ({
      id,
      lineItemId,
      kind,
      sortOrder: index + 1,
      name,
      key,
      percent: 'percent' in rate ? formatMicros(rate.percent) : null,
      fixedMinor: 'fixedMinor' in rate ? rate.fixedMinor : null,
      compound,
      amountMinor: sums[index]!,
    }));
  return [
    ...each('TAX', rows.taxes, amounts.taxes),
    ...each('DISCOUNT', rows.discounts, amounts.discounts),
    ...each('SHIPPING', rows.shippingAmounts, amounts.shippingAmounts),
  ];
}

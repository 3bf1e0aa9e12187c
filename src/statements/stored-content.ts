import type { Adjustment, LineItem } from '../generated/prisma/client.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { type Micros, parseDecimal } from '../values/decimal.ts';
import type { Adjustments, ContentLine, StatementContent } from './content.ts';
import { ownerColumns, type StatementRef } from './statement-kind.ts';
import type { LinePricing } from './totals.ts';

/** Loads the content that `storeContent` wrote, so that an update of one part keeps the others and their ids. */
export async function readStoredContent(
  { tx, accountId }: UnitOfWork,
  statement: StatementRef,
  currency: string,
): Promise<StatementContent> {
  const where = { accountId, ...ownerColumns(statement) };
  const lines = await tx.lineItem.findMany({ where, orderBy: { sortOrder: 'asc' } });
  const adjustments = await tx.adjustment.findMany({ where, orderBy: { sortOrder: 'asc' } });
  const byLine = Map.groupBy(adjustments, ({ lineItemId }) => lineItemId);
  return {
    currency,
    lines: lines.map((line): ContentLine => {
      const { id, date, description, unit } = line;
      return { id, date, description, unit, pricing: toPricing(line), ...toAdjustments(byLine.get(id)) };
    }),
    ...toAdjustments(byLine.get(null)),
  };
}

function toPricing(line: LineItem): LinePricing {
  switch (line.kind) {
    case 'ITEM':
      return { kind: 'ITEM', price: toMicros(line.price), quantity: toMicros(line.quantity) };
    case 'EXPENSE':
      return { kind: 'EXPENSE', amount: toMicros(line.amount) };
    case 'TASK':
      return { kind: 'TASK', duration: toMicros(line.duration), rate: toMicros(line.rate) };
    case 'TRIP':
      return { kind: 'TRIP', distance: toMicros(line.distance), rate: toMicros(line.rate) };
  }
}

function toAdjustments(rows: Adjustment[] = []): Adjustments {
  const all = rows.map(({ id, kind, name, key, percent, fixedMinor, compound }) => ({
    kind,
    content: {
      id,
      name,
      key,
      rate: fixedMinor === null ? { percent: toMicros(percent) } : { fixedMinor },
      compound,
    },
  }));
  const of = (wanted: Adjustment['kind']) =>
    all.filter(({ kind }) => kind === wanted).map(({ content }) => content);
  return { taxes: of('TAX'), discounts: of('DISCOUNT'), shippingAmounts: of('SHIPPING') };
}

function toMicros(stored: LineItem['price']): Micros {
  const parsed = parseDecimal(stored!.toFixed());
  if (!parsed.ok) throw new Error(`A stored decimal that is none: ${stored}`);
  return parsed.value;
}

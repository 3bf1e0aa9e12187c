import type { UnitOfWork } from '../platform/transact.ts';
import type { Adjustments, StatementContent } from './content.ts';
import type { StatementRef } from './statement-kind.ts';
import { readStoredContent } from './stored-content.ts';
import { computeTotals, type StatementTotals } from './totals.ts';

/** Copies a statement's content and totals, with new ids, for another statement. */
export async function copyContent(
  unit: UnitOfWork,
  statement: StatementRef,
  currency: string,
): Promise<{ content: StatementContent; totals: StatementTotals }> {
  const { ids } = unit.actor.gateway;
  const withNewId = <Row extends { id: string }>(row: Row): Row => ({ ...row, id: ids.uuid() });
  const copyAdjustments = ({ taxes, discounts, shippingAmounts }: Adjustments): Adjustments => ({
    taxes: taxes.map(withNewId),
    discounts: discounts.map(withNewId),
    shippingAmounts: shippingAmounts.map(withNewId),
  });
  const stored = await readStoredContent(unit, statement, currency);
  const content = {
    currency,
    lines: stored.lines.map((line) => ({ ...withNewId(line), ...copyAdjustments(line) })),
    ...copyAdjustments(stored),
  };
  const result = computeTotals(content);
  // The totals were computed in the same way when the statement was saved.
  if (!result.ok)
    throw new Error(`The totals of a stored statement are invalid: ${result.issues[0]?.message}`);
  return { content, totals: result.totals };
}

import type { UnitOfWork } from '../platform/transact.ts';
import type { InputCheck } from '../values/input-check.ts';
import { ContentCheck, type ContentInput } from './check-content.ts';
import { computeCheckedTotals } from './compute-checked-totals.ts';
import type { StatementContent } from './content.ts';
import type { StatementRef } from './statement-kind.ts';
import { readStoredContent } from './stored-content.ts';
import type { StatementTotals } from './totals.ts';

/**
 * Returns a statement's content and totals after an update: each given part replaces the stored one.
 * @returns null if no part is given; the stored totals then stay unchanged
 * @throws {InvalidInput} with all issues, including those already in `check`
 */
export async function mergeContent(
  unit: UnitOfWork,
  check: InputCheck,
  { statement, currency, input }: { statement: StatementRef; currency: string; input: ContentInput },
): Promise<{ content: StatementContent; totals: StatementTotals } | null> {
  const { lineItems, taxes, discounts, shippingAmounts } = input;
  if ([lineItems, taxes, discounts, shippingAmounts].every((part) => part === undefined)) {
    check.finish();
    return null;
  }
  const stored = await readStoredContent(unit, statement, currency);
  const contents = new ContentCheck(check, currency, unit.actor.gateway.ids.uuid);
  const content = {
    ...stored,
    ...(lineItems !== undefined && { lines: contents.lines(lineItems ?? []) }),
    ...(taxes !== undefined && { taxes: contents.taxes([], taxes ?? []) }),
    ...(discounts !== undefined && { discounts: contents.discounts([], discounts ?? []) }),
    ...(shippingAmounts !== undefined && {
      shippingAmounts: contents.shippingAmounts([], shippingAmounts ?? []),
    }),
  };
  return { content, totals: computeCheckedTotals(check, content) };
}

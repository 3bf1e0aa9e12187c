import type { UnitOfWork } from '../platform/transact.ts';
import type { InputCheck } from '../values/input-check.ts';
import { ContentCheck, type ContentInput } from './check-content.ts';
import { computeCheckedTotals } from './compute-checked-totals.ts';
import type { StatementContent } from './content.ts';
import type { StatementRef } from './statement-kind.ts';
import { readStoredContent } from './stored-content.ts';
import type { StatementTotals } from './totals.ts';

/**
 * What a statement says and comes to after an edit: the parts that are given replace those that it has.
 * @returns null where none is given, and all stays as it was issued
 * @throws {InvalidInput} with all problems, those that `check` had already among them
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

import { InvalidInput } from '../values/errors.ts';
import type { InputCheck } from '../values/input-check.ts';
import type { StatementContent } from './content.ts';
import { computeTotals, type StatementTotals } from './totals.ts';

const CONTENT: readonly (string | undefined)[] = [
  'currency',
  'lineItems',
  'taxes',
  'discounts',
  'shippingAmounts',
];

/**
 * Computes the totals of a content, unless it has issues.
 * @throws {InvalidInput} with all issues: those already in `check`, or those of the totals
 */
export function computeCheckedTotals(check: InputCheck, content: StatementContent): StatementTotals {
  const isSound = !check.issues.some(({ path }) => CONTENT.includes(path[0]));
  const result = isSound ? computeTotals(content) : null;
  if (result?.ok) {
    check.finish();
    return result.totals;
  }
  throw new InvalidInput([...check.issues, ...(result?.issues ?? [])]);
}

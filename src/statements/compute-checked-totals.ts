import { InvalidInput } from '../refusals.ts';
import type { StatementContent } from './content.ts';
import { computeTotals, type StatementTotals } from './totals.ts';

/** @throws {InvalidInput} where the content comes to what no statement may come to */
export function computeCheckedTotals(content: StatementContent): StatementTotals {
  const result = computeTotals(content);
  if (!result.ok) throw new InvalidInput(result.issues);
  return result.totals;
}

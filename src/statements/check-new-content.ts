import type { Connection } from '../generated/prisma/client.ts';
import type { IdGenerator } from '../platform/id-generator.ts';
import type { InputCheck } from '../values/input-check.ts';
import { ContentCheck, type ContentInput } from './check-content.ts';
import { computeCheckedTotals } from './compute-checked-totals.ts';
import type { StatementContent } from './content.ts';
import type { StatementTotals } from './totals.ts';

/**
 * Checks a new statement's content, and computes its totals.
 * @throws {InvalidInput} with all issues, including those already in `check`
 */
export function checkNewContent(
  check: InputCheck,
  ids: IdGenerator,
  { input, connection }: { input: ContentInput & { currency?: string | null }; connection: Connection },
): { content: StatementContent; totals: StatementTotals } {
  const currency =
    input.currency == null ? connection.currency : check.currency(['currency'], input.currency);
  // Amounts can only be parsed in a valid currency: an invalid one is replaced by the connection's to find more issues.
  const known = check.issues.some(({ path }) => path[0] === 'currency') ? connection.currency : currency;
  const content = new ContentCheck(check, known, ids.uuid).content(input);
  return { content, totals: computeCheckedTotals(check, content) };
}

import type { Estimate } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { lockUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import type { ContentInput } from '../statements/check-content.ts';
import {
  checkConnectionId,
  checkDates,
  checkDetails,
  type StatementDetails,
} from '../statements/check-details.ts';
import { changedConnectionId } from '../statements/lock-connection.ts';
import { mergeContent } from '../statements/merge-content.ts';
import { checkChangedNo, withStatementNo } from '../statements/statement-no.ts';
import { replaceContent, totalColumns } from '../statements/store-content.ts';
import { InvalidState } from '../values/errors.ts';
import { InputCheck } from '../values/input-check.ts';

/** Omitted fields stay unchanged; null clears a field that may be empty. */
export interface UpdateEstimateInput extends StatementDetails, ContentInput {
  id: string | null;
  expectedVersion?: number | null;
  /** Empty if the id is malformed. */
  connectionId?: string | null;
  date?: string | null;
  expireDate?: string | null;
  statementNo?: string | null;
}

/** @throws {InvalidInput | NotFound | InvalidState | StatementNoTaken | VersionConflict} */
export function updateEstimate(actor: Actor, input: UpdateEstimateInput): Promise<Estimate> {
  return withStatementNo(input.statementNo, () => transact(actor, (unit) => changeEstimate(unit, input)));
}

async function changeEstimate(unit: UnitOfWork, input: UpdateEstimateInput): Promise<Estimate> {
  const { tx, accountId, now } = unit;
  const { expectedVersion } = input;
  const current = await lockUntrashed(unit, 'estimate', input.id, { expectedVersion });
  if (current.state === 'ACCEPTED') {
    throw new InvalidState('ACCEPTED', 'An accepted estimate cannot be changed. Create another one.');
  }
  const statement = { kind: 'Estimate', id: current.id } as const;
  const check = new InputCheck();
  checkConnectionId(check, input.connectionId);
  const details = { ...checkDates(check, 'expireDate', input, current), ...checkDetails(check, input) };
  const statementNo = checkChangedNo(check, current.statementNo, input.statementNo);
  const changed = await mergeContent(unit, check, { statement, currency: current.currency, input });
  const connectionId = await changedConnectionId(unit, current.connectionId, input.connectionId);

  if (changed) await replaceContent(unit, statement, changed);
  return tx.estimate.update({
    where: { accountId_id: { accountId, id: current.id } },
    data: {
      ...details,
      ...(changed && totalColumns(changed.totals)),
      statementNo,
      connectionId,
      version: { increment: 1 },
      updatedAt: now,
    },
  });
}

import type { Estimate } from '../generated/prisma/client.ts';
import type { Actor } from '../platform/actor.ts';
import { requireUntrashed } from '../platform/lock.ts';
import { transact, type UnitOfWork } from '../platform/transact.ts';
import type { ContentInput } from '../statements/check-content.ts';
import { checkDates, checkDetails, type StatementDetails } from '../statements/check-details.ts';
import { checkNewContent } from '../statements/check-new-content.ts';
import { lockConnection } from '../statements/lock-connection.ts';
import { checkStatementNo, NUMBERS, nextStatementNo, withStatementNo } from '../statements/statement-no.ts';
import { storeContent, totalColumns } from '../statements/store-content.ts';
import { InputCheck } from '../values/input-check.ts';

export interface CreateEstimateInput extends StatementDetails, ContentInput {
  connectionId: string | null;
  date: string;
  expireDate: string;
  statementNo?: string | null;
  currency?: string | null;
}

/** @throws {InvalidInput | NotFound | InvalidState | StatementNoTaken} */
export function createEstimate(actor: Actor, input: CreateEstimateInput): Promise<Estimate> {
  return withStatementNo(input.statementNo, () => transact(actor, (unit) => insertEstimate(unit, input)));
}

async function insertEstimate(unit: UnitOfWork, input: CreateEstimateInput): Promise<Estimate> {
  const { tx, actor, accountId, now, record } = unit;
  const { ids } = actor.gateway;
  const connection = await lockConnection(unit, input.connectionId);
  const check = new InputCheck();
  const statementNo = checkStatementNo(check, input.statementNo);
  const details = { ...checkDates(check, 'expireDate', input), ...checkDetails(check, input) };
  const { content, totals } = checkNewContent(check, ids, { input, connection });
  requireUntrashed('connection', connection);
  const estimate = await tx.estimate.create({
    data: {
      sendReminders: false,
      ...details,
      ...totalColumns(totals),
      accountId,
      id: ids.uuid(),
      hashKey: ids.hashKey(),
      connectionId: connection.id,
      statementNo: statementNo ?? (await nextStatementNo(unit, NUMBERS.Estimate)),
      currency: content.currency,
      createdAt: now,
      updatedAt: now,
    },
  });
  await storeContent(unit, { kind: 'Estimate', id: estimate.id }, { content, totals });
  record({ type: 'PROPOSAL_CREATED', estimateId: estimate.id, connectionId: connection.id });
  return estimate;
}

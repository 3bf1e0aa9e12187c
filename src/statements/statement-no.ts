import { advanceCounter } from '../accounts/advance-counter.ts';
import type { Tx } from '../platform/postgres/database.ts';
import { violatedIndex } from '../platform/postgres/violated-index.ts';
import type { UnitOfWork } from '../platform/transact.ts';
import { StatementNoTaken } from '../values/errors.ts';
import type { InputCheck } from '../values/input-check.ts';
import type { SentKind } from './statement-kind.ts';

const MAX_NUMBER_LENGTH = 50;

/** Checks the number that the caller gives; null if the next free number is requested. */
export function checkStatementNo(check: InputCheck, value: string | null | undefined): string | null {
  return value == null ? null : check.line(['statementNo'], value, MAX_NUMBER_LENGTH);
}

/** Checks the number in an update: it cannot be null. */
export function checkChangedNo(check: InputCheck, current: string, value: string | null | undefined): string {
  return value === undefined ? current : (checkStatementNo(check, value ?? '') ?? '');
}

const MAX_ATTEMPTS = 5;

/**
 * Runs the write of a statement. Retries if its generated number was taken meanwhile.
 * @throws {StatementNoTaken} if another statement has the given number
 */
export async function withStatementNo<Result>(
  givenNo: string | null | undefined,
  write: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!isNumberTaken(error)) throw error;
      if (givenNo != null) throw new StatementNoTaken(givenNo.trim());
      // A concurrent request took the generated number.
      if (attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

interface NumberQuery {
  where: { accountId: string; statementNo: { in: string[] } };
  select: { statementNo: true };
}

/** The table with a kind's numbers, and the index that makes them unique. */
interface NumberedTable {
  uniqueIndex: string;
  find(tx: Tx, query: NumberQuery): Promise<{ statementNo: string }[]>;
}

const NUMBERED: Record<SentKind, NumberedTable> = {
  Invoice: {
    uniqueIndex: 'Invoice_accountId_statementNo_key',
    find: ({ invoice }, query) => invoice.findMany(query),
  },
  Estimate: {
    uniqueIndex: 'Estimate_accountId_statementNo_key',
    find: ({ estimate }, query) => estimate.findMany(query),
  },
};

/** Whether a write failed because another statement has its number. */
function isNumberTaken(error: unknown): boolean {
  const index = violatedIndex(error);
  return Object.values(NUMBERED).some(({ uniqueIndex }) => uniqueIndex === index);
}

/** A sequence of numbers, each of which is unique among the statements of its kind. */
export interface NumberSequence {
  kind: SentKind;
  /** The name of the account's counter for this sequence. */
  counter: string;
  prefix: string;
}

/** The account's own sequence for each kind. */
export const NUMBERS = {
  Invoice: { kind: 'Invoice', counter: 'invoice', prefix: 'IN-' },
  Estimate: { kind: 'Estimate', counter: 'estimate', prefix: 'ES-' },
} as const satisfies { [Kind in SentKind]: NumberSequence & { kind: Kind } };

const CANDIDATES = 50;

/**
 * Assigns the next free number: IN-001, IN-002, … The counter stays locked until the transaction ends, so that
 * numbers are assigned in sequence, and a rollback leaves no gap.
 */
export async function nextStatementNo(unit: UnitOfWork, sequence: NumberSequence): Promise<string> {
  const { tx, accountId } = unit;
  const { counter: name, prefix } = sequence;
  for (;;) {
    const first = await advanceCounter(unit, name);
    const candidates = Array.from({ length: CANDIDATES }, (_, index) => first + BigInt(index));
    const takenNos = await findTaken(
      unit,
      sequence,
      candidates.map((number) => formatNumber(prefix, number)),
    );
    const free = candidates.find((candidate) => !takenNos.has(formatNumber(prefix, candidate)));
    const last = free ?? candidates.at(-1)!;
    if (last !== first) {
      await tx.counter.update({ where: { accountId_name: { accountId, name } }, data: { last } });
    }
    if (free !== undefined) return formatNumber(prefix, free);
  }
}

async function findTaken(
  { tx, accountId }: UnitOfWork,
  { kind }: NumberSequence,
  numbers: string[],
): Promise<Set<string>> {
  const taken = await NUMBERED[kind].find(tx, {
    where: { accountId, statementNo: { in: numbers } },
    select: { statementNo: true },
  });
  return new Set(taken.map(({ statementNo }) => statementNo));
}

function formatNumber(prefix: string, number: bigint): string {
  return `${prefix}${number.toString().padStart(3, '0')}`;
}

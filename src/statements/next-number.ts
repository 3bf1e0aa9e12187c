import type { UnitOfWork } from '../platform/transact.ts';

const PREFIX = 'IN-';
const CANDIDATES = 50;

/**
 * Takes the next free invoice number: IN-001, IN-002, … The counter stays locked until the
 * transaction ends, so that numbers are given one after the other, and none is lost to a rollback.
 */
export async function nextInvoiceNo(unit: UnitOfWork): Promise<string> {
  const { tx, accountId } = unit;
  for (;;) {
    const first = await advanceCounter(unit, 'invoice');
    const candidates = Array.from({ length: CANDIDATES }, (_, index) => first + BigInt(index));
    const taken = await tx.invoice.findMany({
      where: { accountId, statementNo: { in: candidates.map(formatNumber) } },
      select: { statementNo: true },
    });
    const takenNos = new Set(taken.map(({ statementNo }) => statementNo));
    const free = candidates.find((candidate) => !takenNos.has(formatNumber(candidate)));
    const last = free ?? candidates.at(-1)!;
    if (last !== first) {
      await tx.counter.update({
        where: { accountId_name: { accountId, name: 'invoice' } },
        data: { last },
      });
    }
    if (free !== undefined) return formatNumber(free);
  }
}

function formatNumber(number: bigint): string {
  return `${PREFIX}${number.toString().padStart(3, '0')}`;
}

/** Moves one of the account's counters on by one, and locks it until the transaction ends. */
export async function advanceCounter({ tx, accountId }: UnitOfWork, name: string): Promise<bigint> {
  const [counter] = await tx.$queryRaw<{ last: bigint }[]>`
    INSERT INTO "Counter" ("accountId", name, last) VALUES (${accountId}::uuid, ${name}, 1)
    ON CONFLICT ("accountId", name) DO UPDATE SET last = "Counter".last + 1
    RETURNING last`;
  return counter!.last;
}

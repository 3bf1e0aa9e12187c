// `npm run bench:reads`: what a batch of a loader's reads costs Node, by Prisma's findMany and by this gateway's
// methods of the same client. It says whether the methods are still worth having: see ARCHITECTURE.md, "Reads".
import { fileURLToPath } from 'node:url';
import { readAccount } from '../src/platform/postgres/account-reader.ts';
import { type Database, openDatabase } from '../src/platform/postgres/database.ts';
import { startSeededDatabase } from './seed.ts';

const ROUNDS = 9;
const BATCHES = 1_500;
const AT_A_TIME = 16;
const IDS = 20;

const invoiceColumns = {
  id: true,
  connectionId: true,
  statementNo: true,
  state: true,
  date: true,
  dueDate: true,
  currency: true,
  billedTotalMinor: true,
  paidTotalMinor: true,
} as const;
const lineColumns = {
  id: true,
  kind: true,
  description: true,
  unit: true,
  price: true,
  quantity: true,
  amount: true,
  duration: true,
  distance: true,
  rate: true,
  currency: true,
  totalMinor: true,
} as const;

interface Account {
  accountId: string;
  invoiceIds: string[];
}

/** Two ways to the same rows. Each call is a batch, as a DataLoader asks for it. */
function contests({ prisma, ...source }: Database, { accountId, invoiceIds }: Account) {
  const batch = (turn: number) => {
    const first = (turn * IDS) % (invoiceIds.length - IDS);
    return invoiceIds.slice(first, first + IDS);
  };
  const reader = readAccount(source, accountId);
  return {
    '20 invoices by id': {
      findMany: (turn: number) =>
        prisma.invoice.findMany({ where: { accountId, id: { in: batch(turn) } }, select: invoiceColumns }),
      batched: (turn: number) =>
        prisma.invoice.findManyByIds({ reader, ids: batch(turn), select: invoiceColumns }),
    },
    'the lines of 20 invoices': {
      findMany: (turn: number) =>
        prisma.lineItem.findMany({
          where: { accountId, invoiceId: { in: batch(turn) } },
          select: { ...lineColumns, invoiceId: true },
          orderBy: [{ invoiceId: 'asc' }, { sortOrder: 'asc' }],
        }),
      batched: (turn: number) =>
        prisma.lineItem.findManyBy({
          reader,
          column: 'invoiceId',
          values: batch(turn),
          select: lineColumns,
          orderBy: ['sortOrder'],
          decimals: 'text',
        }),
    },
  };
}

/** Microseconds of Node's processor time for a batch. */
async function cost(read: (turn: number) => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let turn = 0; turn < BATCHES; turn += AT_A_TIME) {
    await Promise.all(Array.from({ length: AT_A_TIME }, (_, index) => read(turn + index)));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / BATCHES;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

export async function measureReads(url: string, accountId: string): Promise<string> {
  const database = openDatabase(url, (error) => {
    throw error;
  });
  const invoices = await database.prisma.invoice.findMany({
    where: { accountId },
    select: { id: true },
    take: 1_000,
  });
  const lines: string[] = [];
  const account = { accountId, invoiceIds: invoices.map(({ id }) => id) };
  for (const [name, { findMany, batched }] of Object.entries(contests(database, account))) {
    const [ofFindMany, ofBatched]: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const costs = [await cost(findMany), await cost(batched)] as const;
      // The first round is for the compiler.
      if (round === 0) continue;
      ofFindMany.push(costs[0]);
      ofBatched.push(costs[1]);
    }
    const [theirs, ours] = [median(ofFindMany), median(ofBatched)];
    lines.push(
      `${name}: findMany ${theirs.toFixed(0)} µs, batched ${ours.toFixed(0)} µs: ${(theirs / ours).toFixed(2)} times as much`,
    );
  }
  await database.close();
  return lines.join('\n');
}

if (import.meta.main) {
  const say = (text: string) => process.stderr.write(`bench: ${text}\n`);
  const database = await startSeededDatabase(fileURLToPath(new URL('.data/', import.meta.url)), say);
  process.stdout.write(`${await measureReads(database.url, database.accounts[0]!.accountId)}\n`);
  await database.stop();
}

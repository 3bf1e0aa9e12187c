import { setTimeout as pause } from 'node:timers/promises';
import { killInTurn, type Nodes } from './nodes.ts';
import { type Books, closeBooks, type WriteCounts, writeUntil } from './writers.ts';

export const CLIENTS = 20;

export interface Chaos {
  nodes: Nodes;
  counts: WriteCounts;
  seconds: number;
  kills: number;
  killEverySeconds: number;
}

/** Clients write to the accounts for the time, while the nodes come and go; all are there again at the end. */
export async function writeThroughKills(
  accounts: Books[],
  { nodes, counts, seconds, kills, killEverySeconds }: Chaos,
): Promise<void> {
  const over = new AbortController();
  const writing = Array.from({ length: CLIENTS }, (_, index) =>
    writeUntil(over.signal, {
      ...{ name: index.toString(36), books: accounts[index % accounts.length]!, urls: nodes.urls, counts },
    }),
  );
  const time = pause(seconds * 1_000);
  const { back } = await killInTurn(nodes, { kills, everySeconds: killEverySeconds });
  await time;
  over.abort();
  await Promise.all([back, ...writing]);
  for (const books of accounts) await closeBooks(books, counts);
}

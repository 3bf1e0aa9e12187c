import { setTimeout as pause } from 'node:timers/promises';
import { codesOf, isReplay, sendKeyed } from '../idempotency/send-keyed.ts';
import type { Answer, Caller } from '../support/caller.ts';
import { isTurnedAway } from './nodes.ts';
import {
  chooseWrite,
  documentOf,
  FIRST_WRITE,
  type Known,
  lastInvoice,
  lastPayment,
  learn,
  type Write,
} from './writes.ts';

/** An account, and what was written to it. */
export interface Books {
  caller: Caller;
  known: Known;
  acknowledged: Acknowledged[];
}

/** A write that was answered: done, or refused for a reason. */
export interface Acknowledged extends Write {
  answer: Answer;
}

export interface WriteCounts {
  acknowledged: number;
  /** Sent again, because the connection broke off before there was an answer. */
  repeated: number;
  /** Of these: were done already, and answered as the first time. */
  replayed: number;
  /** Asked again while the first one still ran. */
  inProgress: number;
  /** Met a node that was away. */
  turnedAway: number;
  /** What nobody should be answered. */
  faults: string[];
}

/** Before a client asks again. */
const RETRY_MS = 50;
/** Longer than a node gives a request: one that has said nothing by then hangs. */
const PATIENCE_MS = 45_000;

/** Of a new account, with one event in its log: listeners begin behind it. */
export async function openBooks(caller: Caller, counts: WriteCounts): Promise<Books> {
  const books = { caller, known: { connections: [], invoices: [], payments: [] }, acknowledged: [] };
  await putThrough(FIRST_WRITE, { books, counts, nextUrl: () => caller.url });
  return books;
}

/** The last writes to an account: with them each listener hears something more. */
export async function closeBooks(books: Books, counts: WriteCounts): Promise<void> {
  for (const write of [lastInvoice, lastPayment]) {
    await putThrough(write(books.known), { books, counts, nextUrl: () => books.caller.url });
  }
}

export function noWrites(): WriteCounts {
  return { acknowledged: 0, repeated: 0, replayed: 0, inProgress: 0, turnedAway: 0, faults: [] };
}

/**
 * A client that writes to an account until it is over, each time to the next node, and that asks until it is
 * answered: nothing of it ends in doubt.
 */
export async function writeUntil(
  over: AbortSignal,
  { name, books, urls, counts }: { name: string; books: Books; urls: readonly string[]; counts: WriteCounts },
): Promise<void> {
  let turn = Number.parseInt(name, 36);
  const nextUrl = () => {
    turn += 1;
    return urls[turn % urls.length]!;
  };
  for (let number = 1; !over.aborted; number += 1) {
    await putThrough(chooseWrite(`${name}-${number}`, books.known), { books, counts, nextUrl });
  }
}

/** Sends one write to one node after the other until it is answered. */
export async function putThrough(
  write: Write,
  { books, counts, nextUrl }: { books: Books; counts: WriteCounts; nextUrl: () => string },
): Promise<void> {
  const request = { key: write.mark, query: documentOf(write), variables: { input: write.input } };
  const { token } = books.caller;
  let wasSent = false;
  for (;;) {
    const patience = new AbortController();
    const sent = await Promise.race([
      sendKeyed({ url: nextUrl(), token }, request).catch((error: unknown) => ({ error })),
      pause(PATIENCE_MS, null, { signal: patience.signal }),
    ]);
    patience.abort();
    if (!sent) {
      counts.faults.push(`${write.name} (${write.mark}): not answered`);
      return;
    }
    if ('error' in sent) {
      if (isTurnedAway(sent.error)) counts.turnedAway += 1;
      else if (!wasSent) counts.repeated += 1;
      wasSent ||= !isTurnedAway(sent.error);
    } else if (sent.status === 200 && sent.json && !sent.json.errors) {
      const { answer } = sent.json.data;
      if (isReplay(sent)) counts.replayed += 1;
      counts.acknowledged += 1;
      books.acknowledged.push({ ...write, answer });
      learn(books.known, write, answer);
      return;
    } else if (codesOf(sent)[0] === 'IDEMPOTENCY_IN_PROGRESS') {
      counts.inProgress += 1;
    } else {
      counts.faults.push(`${write.name} (${write.mark}): ${sent.status} ${sent.text}`);
      return;
    }
    await pause(RETRY_MS);
  }
}

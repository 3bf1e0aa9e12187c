import { type Event, Prisma } from '../generated/prisma/client.ts';
import type { Actor } from './actor.ts';
import type { Tx } from './postgres/database.ts';

/** An event and the ids of its subject. Each event type sets its own ids. */
export type NewEvent = Pick<Event, 'type'> &
  Partial<Omit<Event, 'type' | 'accountId' | 'seq' | 'id' | 'occurredAt'>>;

/** A transaction of one account. Every step uses it, and none opens a transaction of its own. */
export interface UnitOfWork {
  tx: Tx;
  actor: Actor;
  accountId: string;
  /** The time of the change: all rows that it writes have the same. */
  now: Date;
  /** Appends an event to the account's log, at the end of the transaction. */
  record(event: NewEvent): void;
  /** Wakes the worker after the commit, for work such as a queued mail. */
  wakeWorker(): void;
}

const MAX_ATTEMPTS = 5;

/**
 * Runs a change of an account's data in one transaction, with its events.
 * Retries deadlocks and serialization failures, up to five attempts in total.
 * The actor's middleware, if any, runs around the work and in the same transaction.
 */
export async function transact<Result>(
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(actor, work);
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isConflict(error)) throw error;
      await pause(Math.random() * 2 ** attempt * 5);
    }
  }
}

async function attemptOnce<Result>(
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<Result>,
): Promise<Result> {
  const { gateway, accountId, middleware } = actor;
  const events: NewEvent[] = [];
  let hasWork = false;
  const result = await gateway.database.prisma.$transaction(
    async (tx) => {
      const now = gateway.clock.now();
      const unit: UnitOfWork = {
        tx,
        actor,
        accountId,
        now,
        record: (event) => void events.push(event),
        wakeWorker: () => {
          hasWork = true;
        },
      };
      const done = await (middleware ? middleware.around(unit, () => work(unit)) : work(unit));
      if (events.length > 0) await appendEvents(unit, events);
      return done;
    },
    { maxWait: 10_000, timeout: 20_000 },
  );
  middleware?.onCommitted();
  if (events.length > 0) {
    gateway.events.announce(accountId);
    gateway.worker.announce(accountId);
  }
  if (hasWork) gateway.worker.wake();
  return result;
}

// The account's row stays locked from here to the commit, two statements later. A transaction with a later position
// therefore commits later: positions are in commit order.
async function appendEvents({ tx, actor, accountId, now }: UnitOfWork, events: NewEvent[]): Promise<void> {
  const { eventSeq } = await tx.account.update({
    where: { id: accountId },
    data: { eventSeq: { increment: events.length } },
    select: { eventSeq: true },
  });
  const first = eventSeq - BigInt(events.length) + 1n;
  await tx.event.createMany({
    data: events.map((event, index) => ({
      ...event,
      accountId,
      id: actor.gateway.ids.uuid(),
      seq: first + BigInt(index),
      occurredAt: now,
    })),
  });
}

function isConflict(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

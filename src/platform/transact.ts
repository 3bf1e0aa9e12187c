import { type Event, Prisma } from '../generated/prisma/client.ts';
import type { Actor } from './actor.ts';
import type { Tx } from './postgres/database.ts';

/** What an event is about; which of the ids are set follows from its type. */
export type NewEvent = Pick<Event, 'type'> &
  Partial<Pick<Event, 'connectionId' | 'invoiceId' | 'estimateId' | 'paymentId' | 'refundId'>>;

/** One transaction of one account. Steps take it, and never open one of their own. */
export interface UnitOfWork {
  tx: Tx;
  actor: Actor;
  accountId: string;
  /** When it happens: one instant for all that it writes. */
  now: Date;
  /** Adds to the account's event log, at the end of the transaction. */
  record(event: NewEvent): void;
  /** What it writes is work to be done as soon as it is committed: a mail to be sent, say. */
  wakeWorker(): void;
}

const MAX_ATTEMPTS = 5;

/**
 * Runs one change of an account's data: all of it and its events are committed, or none is.
 * A deadlock or a serialization failure is tried again, a bounded number of times.
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

// The account's row stays locked from here to the commit, two statements later, so that whoever has
// the next position commits after this one: the order of positions is the order of commits.
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

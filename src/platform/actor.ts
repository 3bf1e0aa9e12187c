import type { Ability, Plan } from '../generated/prisma/client.ts';
import type { Gateway } from './gateway.ts';
import type { Tx } from './postgres/database.ts';

/** Wraps the work of a transaction, inside that transaction. */
export interface TransactionMiddleware {
  /** Returns what `work` returns, or an earlier result in its place. */
  around<Result>(moment: { tx: Tx; now: Date }, work: () => Promise<Result>): Promise<Result>;
  /** Called after the commit. */
  onCommitted(): void;
}

/** The account on which an operation runs, for an API caller, a client on a public page, or a background task. */
export interface Actor {
  gateway: Gateway;
  accountId: string;
  /** Runs around each of the actor's transactions: an idempotency key, for example. */
  middleware?: TransactionMiddleware;
}

/** An API caller, authenticated by a key of its account. */
export interface KeyActor extends Actor {
  apiKeyId: string;
  plan: Plan;
  /** Limits that an operator has set in place of the plan's. */
  ownLimits?: { requestsPerHour: number | null; requestsPerMinute: number | null };
  abilities: ReadonlySet<Ability>;
}

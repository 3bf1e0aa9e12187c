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

/** On whose account something is done, at a gateway: by a caller, by a client on a public page, by a task. */
export interface Actor {
  gateway: Gateway;
  accountId: string;
  /** Runs around each of the actor's transactions: an idempotency key, for example. */
  middleware?: TransactionMiddleware;
}

/** A caller: an API key of an account. */
export interface KeyActor extends Actor {
  apiKeyId: string;
  plan: Plan;
  /** What an operator has set in place of the plan's limits. */
  ownLimits?: { requestsPerHour: number | null; requestsPerMinute: number | null };
  abilities: ReadonlySet<Ability>;
}

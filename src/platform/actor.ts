import type { Ability, Plan } from '../generated/prisma/client.ts';
import type { Gateway } from './gateway.ts';
import type { Claim } from '../idempotency/idempotent-request.ts';

/** On whose account something is done, at a gateway: by a caller, by a client on a public page, by a task. */
export interface Actor {
  gateway: Gateway;
  accountId: string;
  /** Where the caller may ask for it again, and it is to be done once. */
  claim?: Claim;
}

/** A caller: an API key of an account. */
export interface KeyActor extends Actor {
  apiKeyId: string;
  plan: Plan;
  /** What an operator has set in place of the plan's limits. */
  ownLimits?: { requestsPerHour: number | null; requestsPerMinute: number | null };
  abilities: ReadonlySet<Ability>;
}

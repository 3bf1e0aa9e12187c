import type { Ability, Plan } from '../generated/prisma/client.ts';
import type { Gateway } from './gateway.ts';

/** On whose account something is done, at a gateway: by a caller, by a client on a public page, by a task. */
export interface Actor {
  gateway: Gateway;
  accountId: string;
}

/** A caller: an API key of an account. */
export interface KeyActor extends Actor {
  apiKeyId: string;
  plan: Plan;
  abilities: ReadonlySet<Ability>;
}
